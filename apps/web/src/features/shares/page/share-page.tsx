import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { Wordmark } from "#components/wordmark.tsx";
import { readShare } from "./read-share.ts";
import { type ShareProps, startOf } from "./share-address.ts";
import { SharedMessages } from "./shared-messages.tsx";

/** A conversation as a link shows it to anyone, set as a page to read and to print. */
export async function SharePage({ params, searchParams }: ShareProps) {
  const [{ token }, query, t, format] = await Promise.all([
    params,
    searchParams,
    getTranslations("shares.page"),
    getFormatter(),
  ]);
  const from = startOf(query.from);
  const page = await readShare(token, from);
  if (!page) notFound();
  const state =
    page.takenAt === null
      ? t("goesOn")
      : t("asOf", { date: format.dateTime(new Date(page.takenAt), { dateStyle: "long" }) });
  return (
    <div className="px-safe">
      <div className="mx-auto flex min-h-dvh max-w-column flex-col px-4 sm:px-6">
        <header className="flex items-center justify-between pt-4 pb-8 text-ink-muted text-sm sm:pb-14 print:hidden">
          <Wordmark />
          {t("readOnly")}
        </header>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <header className="border-line border-b pb-6">
            <h1 className="text-balance break-words font-serif text-3xl sm:text-4xl">{page.title ?? t("untitled")}</h1>
            <p className="mt-2 text-ink-muted">{state}</p>
          </header>
          {from > 0 && (
            <p className="mt-6 print:hidden">
              <Link href={`/share/${token}`} className="link">
                {t("first")}
              </Link>
            </p>
          )}
          <SharedMessages token={token} from={from} page={page} />
        </main>
        <footer className="mt-12 border-line border-t py-6 text-ink-subtle text-sm">{t("caution")}</footer>
      </div>
    </div>
  );
}
