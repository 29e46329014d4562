import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getViewer } from "#session/viewer.ts";
import { SectionNav } from "./section-nav.tsx";
import { SignOutButton } from "./sign-out-button.tsx";

/** The frame of the settings and of the administration: the way back, the sections, and one column for the page. */
export async function AccountShell({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  // The page inside leads on to the sign-in page, and knows its own address.
  if (!viewer) return children;
  const t = await getTranslations("shell");
  return (
    <div className="mx-auto min-h-dvh max-w-5xl px-safe">
      <div className="px-4 pb-24 sm:px-8 md:grid md:grid-cols-[12rem_minmax(0,1fr)] md:gap-x-12 md:pt-10">
        <header className="flex flex-wrap items-center justify-between pt-4 md:flex-col md:flex-nowrap md:items-stretch md:justify-start md:pt-0">
          <Link
            href="/"
            className="-ml-2 inline-flex h-9 touch-target items-center md:self-start gap-2 rounded-box px-2 text-ink-muted text-sm hover:bg-fill hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t("back")}
          </Link>
          <SectionNav isAdmin={viewer.role === "admin"} />
          <div className="md:mt-6">
            <SignOutButton />
          </div>
        </header>
        <main id="content" tabIndex={-1} className="pt-8 focus:outline-none md:pt-1">
          {children}
        </main>
      </div>
    </div>
  );
}
