"use client";

import type { MessageView } from "@causerie/api/schemas";
import { useFormatter, useTranslations } from "next-intl";
import { useModels } from "../../models/index.ts";
import { answerFacts } from "./answer-facts.ts";
import { SentContext } from "./sent-context.tsx";

/** What is known of one answer: who gave it, what it took, and exactly what was sent for it. */
export function AnswerDetails({ message }: { message: MessageView }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const { nameOf } = useModels();
  const { run } = message;
  return (
    <div className="flex flex-col gap-6 px-4 pt-2 pb-6 text-sm">
      {run && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {answerFacts(run, { t, format, nameOf }).map(({ label, value }) => (
            <div key={label} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-muted">{label}</dt>
              <dd className="min-w-0 break-words text-right tabular-nums">{value}</dd>
            </div>
          ))}
          <div className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-muted">{t("facts.time")}</dt>
            <dd className="text-right">
              {format.dateTime(new Date(message.createdAt), { dateStyle: "medium", timeStyle: "short" })}
            </dd>
          </div>
        </dl>
      )}
      {run && <SentContext runId={run.id} />}
    </div>
  );
}
