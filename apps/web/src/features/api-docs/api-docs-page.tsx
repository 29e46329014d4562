import { Button, Field, Input } from "@causerie/ui";
import { getLocale, getTranslations } from "next-intl/server";
import { Wordmark } from "#components/wordmark.tsx";
import { FieldList } from "./field-list.tsx";
import { OperationEntry } from "./operation-entry.tsx";
import { ProblemList } from "./problem-list.tsx";
import { Prose } from "./prose.tsx";
import { readDocument, readGroups } from "./read-document.ts";
import { fieldsOf } from "./schema-fields.ts";

type Props = { searchParams: Promise<{ q?: string | string[] }> };

/** How many found operations are shown opened. */
const openedAtMost = 3;

/** The REST interface, to read and to search, for anyone; made on the server alone, so that it needs no script. */
export async function ApiDocsPage({ searchParams }: Props) {
  const [{ q = "" }, locale, t] = await Promise.all([searchParams, getLocale(), getTranslations("apiDocs")]);
  const query = (Array.isArray(q) ? (q[0] ?? "") : q).slice(0, 200).trim();
  const document = readDocument();
  const groups = readGroups(query);
  const count = groups.reduce((sum, { operations }) => sum + operations.length, 0);
  return (
    <div className="px-safe">
      <div className="mx-auto max-w-5xl px-4 pb-24 sm:px-8">
        <header className="pt-4 pb-8 sm:pb-12">
          <Wordmark />
        </header>
        <div className="md:grid md:grid-cols-[12rem_minmax(0,1fr)] md:gap-x-12">
          <nav
            aria-label={t("contents")}
            className="mb-8 md:sticky md:top-8 md:max-h-[calc(100dvh-4rem)] md:self-start md:overflow-y-auto"
          >
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm md:flex-col">
              {[
                ...groups.map(({ tag }) => [`tag-${tag}`, tag]),
                ["problems", t("problems")],
                ["objects", t("objects")],
              ].map(([id, label]) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="inline-flex touch-target items-center py-1 text-ink-muted hover:text-ink"
                  >
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <main id="content" tabIndex={-1} className="min-w-0 focus:outline-none">
            <h1 className="font-semibold text-2xl">{t("title")}</h1>
            <p className="mt-1 max-w-measure text-ink-muted">
              {t.rich("description", {
                link: (text) => (
                  <a href="/api/v1/openapi.json" className="link">
                    {text}
                  </a>
                ),
              })}
            </p>
            <section aria-labelledby="start" className="mt-8">
              <h2 id="start" className="font-semibold text-lg">
                {t("start")}
              </h2>
              {document.info.description.split("\n\n").map((text) => (
                <Prose key={text} text={text} className="mt-2" />
              ))}
              <Prose text={t("environment")} lang={locale} className="mt-2" />
            </section>
            <search>
              <form action="/docs/api" className="mt-10 flex flex-wrap items-end gap-2">
                <Field label={t("search")} className="min-w-0 flex-1">
                  <Input type="search" name="q" defaultValue={query} placeholder={t("searchHint")} maxLength={200} />
                </Field>
                <Button type="submit">{t("submit")}</Button>
              </form>
            </search>
            {query && (
              <p role="status" className="mt-3 text-ink-muted text-sm">
                {t("found", { count })}{" "}
                <a href="/docs/api" className="link">
                  {t("clear")}
                </a>
              </p>
            )}
            {groups.map(({ tag, operations }) => (
              <section key={tag} aria-labelledby={`tag-${tag}`} className="mt-10">
                <h2 id={`tag-${tag}`} lang="en" className="mb-2 scroll-mt-6 font-semibold text-lg">
                  {tag}
                </h2>
                {operations.map((operation) => (
                  <OperationEntry
                    key={operation.operationId}
                    operation={operation}
                    open={query !== "" && count <= openedAtMost}
                  />
                ))}
              </section>
            ))}
            <ProblemList problems={document["x-problems"]} />
            <section aria-labelledby="objects" className="mt-14">
              <h2 id="objects" className="font-semibold text-lg">
                {t("objects")}
              </h2>
              {Object.entries(document.components.schemas).map(([name, schema]) => (
                <details key={name} id={`object-${name}`} className="border-line border-t">
                  <summary className="cursor-pointer py-3 font-mono text-sm">{name}</summary>
                  <div className="pb-6">
                    <FieldList fields={fieldsOf(schema)} />
                  </div>
                </details>
              ))}
            </section>
          </main>
        </div>
      </div>
    </div>
  );
}
