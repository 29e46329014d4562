import type { OpenApiDocument } from "@causerie/api";
import { useTranslations } from "next-intl";

/** Every code that a refusal may have; where the `type` of a problem leads. */
export function ProblemList({ problems }: { problems: OpenApiDocument["x-problems"] }) {
  const t = useTranslations("apiDocs");
  return (
    <section aria-labelledby="problems" className="mt-14">
      <h2 id="problems" className="font-semibold text-lg">
        {t("problems")}
      </h2>
      <p className="mt-1 mb-4 max-w-measure text-ink-muted">{t("problemsHint")}</p>
      <dl className="divide-y divide-line border-line border-y text-sm">
        {problems.map(({ code, status, title }) => (
          <div
            key={code}
            id={code}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2 target:bg-accent-soft"
          >
            <dt className="break-all font-mono">
              {code} <span className="text-ink-subtle">{status}</span>
            </dt>
            <dd lang="en" className="text-ink-muted">
              {title}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
