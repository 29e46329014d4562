"use client";

import type { ProcessFacts } from "@causerie/api/schemas";
import { Table } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { useBytes } from "./use-bytes.ts";

/** The processes that answered, this one first. */
export function ProcessTable({ processes }: { processes: readonly ProcessFacts[] }) {
  const t = useTranslations("operations.system");
  const format = useFormatter();
  const bytes = useBytes();
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-lg">{t("processes")}</h2>
      <Table caption={t("processes")}>
        <thead>
          <tr>
            <th scope="col">{t("process")}</th>
            <th scope="col">{t("version")}</th>
            <th scope="col">{t("startedAt")}</th>
            <th scope="col">{t("memory")}</th>
            <th scope="col">{t("eventLoop")}</th>
            <th scope="col">{t("answers")}</th>
            <th scope="col">{t("connections")}</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((facts) => (
            <tr key={facts.processId}>
              <td>{t("pidOn", { pid: String(facts.pid), host: facts.host })}</td>
              <td>{[facts.version, facts.commit, `Node ${facts.node}`].filter(Boolean).join(" · ")}</td>
              <td className="whitespace-nowrap">
                {format.dateTime(new Date(facts.startedAt), { dateStyle: "medium", timeStyle: "short" })}
              </td>
              <td>{bytes(facts.memory.rss)}</td>
              <td>{t("milliseconds", { ms: facts.eventLoop.p99Ms })}</td>
              <td>{facts.runs.waiting + facts.runs.streaming}</td>
              <td>{t("openWaiting", { open: facts.pool.open, waiting: facts.pool.waiting })}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
