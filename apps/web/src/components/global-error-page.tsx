"use client";

import "../app/globals.css";

/** One per language: here nothing is left of the app that could say which one is wanted. */
const texts = [
  {
    lang: "en",
    title: "This page could not be shown",
    description: "Something went wrong on the server. Your conversations are safe. Try again in a moment.",
    retry: "Try again",
  },
  {
    lang: "fr",
    title: "Cette page n’a pas pu s’afficher",
    description:
      "Une erreur s’est produite sur le serveur. Vos conversations sont intactes. Réessayez dans un instant.",
    retry: "Réessayer",
  },
] as const;

/** What is shown when not even the frame of the pages could be made: no catalogue, no theme, no primitives. */
export function GlobalErrorPage({ error }: { error: unknown }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <html lang="en">
      <body>
        <title>Causerie</title>
        <main id="content" className="mx-auto flex max-w-measure flex-col gap-10 px-6 pt-[18vh] pb-16">
          {texts.map(({ lang, title, description, retry }, index) => {
            const Heading = index === 0 ? "h1" : "h2";
            return (
              <section key={lang} lang={lang}>
                <Heading className="font-semibold text-2xl">{title}</Heading>
                <p className="mt-2 text-ink-muted">{description}</p>
                <button type="button" className="link mt-3" onClick={() => location.reload()}>
                  {retry}
                </button>
              </section>
            );
          })}
          {reference && <p className="text-ink-subtle text-sm">{reference}</p>}
        </main>
      </body>
    </html>
  );
}
