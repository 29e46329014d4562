import type { ReactNode } from "react";
import { Wordmark } from "#components/wordmark.tsx";
import { getPreferences } from "#preferences/server.ts";
import { LanguageChoice } from "./language-choice.tsx";

/** A page for someone who is not signed in: one narrow column, the name above it, the language below. */
export async function AuthFrame({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  const { locale } = await getPreferences();
  return (
    <div className="px-safe">
      <div className="mx-auto flex min-h-dvh max-w-form flex-col px-4 pt-6 pb-safe sm:px-0 sm:pt-[max(1.5rem,12vh)]">
        <header>
          <Wordmark />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 pt-10 pb-16 focus:outline-none">
          <h1 className="text-balance font-semibold text-3xl">{title}</h1>
          {intro && <p className="mt-2 text-ink-muted">{intro}</p>}
          <div className="mt-8">{children}</div>
        </main>
        <footer className="pb-6">
          <LanguageChoice current={locale} />
        </footer>
      </div>
    </div>
  );
}
