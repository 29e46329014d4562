"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const sections = [
  { href: "/settings/profile", key: "profile" },
  { href: "/settings/security", key: "security" },
  { href: "/settings/language", key: "language" },
  { href: "/settings/appearance", key: "appearance" },
  { href: "/settings/data", key: "data" },
] as const;
const administration = [{ href: "/admin/users", key: "users" }] as const;

const intoView = (link: HTMLAnchorElement | null) => link?.scrollIntoView({ inline: "center", block: "nearest" });

/** Where one can go from here: a column beside the page, or on a phone a row above it that scrolls by itself. */
export function SectionNav({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const link = ({ href, key }: (typeof sections)[number] | (typeof administration)[number]) => (
    <li key={href}>
      <Link
        href={href}
        aria-current={path === href ? "page" : undefined}
        // On a phone the row may be scrolled away from where one is.
        ref={path === href ? intoView : undefined}
        className={clsx(
          "flex h-9 touch-target items-center whitespace-nowrap rounded-box px-3 text-sm transition-colors md:-ml-3",
          path === href ? "bg-fill font-medium text-ink" : "text-ink-muted hover:bg-fill hover:text-ink",
        )}
      >
        {t(key)}
      </Link>
    </li>
  );
  return (
    <nav
      aria-label={t("sections")}
      className="-mx-4 order-last mt-3 basis-full overflow-x-auto px-4 pb-1 md:order-none md:mx-0 md:mt-6 md:basis-auto md:overflow-visible md:px-0"
    >
      <ul className="flex gap-1 md:flex-col">
        {sections.map(link)}
        {isAdmin && (
          <>
            <li
              aria-hidden
              className="mx-1 border-line border-l md:mx-0 md:mt-4 md:border-0 md:pb-1 md:text-ink-subtle md:text-xs"
            >
              <span className="hidden md:inline">{t("administration")}</span>
            </li>
            {administration.map(link)}
          </>
        )}
      </ul>
    </nav>
  );
}
