"use client";

import { useFormatter, useTranslations } from "next-intl";
import { LoadFailure } from "#components/load-failure.tsx";
import { Section } from "#components/section.tsx";
import { trpc } from "#trpc/client.ts";
import { RetentionForm } from "./retention-form.tsx";
import { RetentionRun } from "./retention-run.tsx";

/** After how many days what goes, what that means now, and what went the last time. */
export function Retention() {
  const t = useTranslations("admin.retention");
  const format = useFormatter();
  const query = trpc.retention.get.useQuery();
  if (!query.data) return <LoadFailure query={query} />;
  const { rules, lastPass } = query.data;
  return (
    <>
      <Section title={t("rulesTitle")} description={t("rulesDescription")}>
        <RetentionForm key={JSON.stringify(rules)} rules={rules} />
      </Section>
      <Section title={t("passTitle")} description={t("passDescription")}>
        <p className="mb-4 text-sm">
          {lastPass
            ? t("lastPass", {
                at: format.dateTime(new Date(lastPass.at), { dateStyle: "medium", timeStyle: "short" }),
                ...lastPass.deleted,
              })
            : t("noPass")}
        </p>
        <RetentionRun rules={rules} />
      </Section>
    </>
  );
}
