"use client";

import type { ActiveRunView } from "@causerie/api/schemas";
import { Badge, Button, toast } from "@causerie/ui";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** One answer being written: whose, by what, since when and where; and its end. */
export function RunRow({ run }: { run: ActiveRunView }) {
  const t = useTranslations("admin.runs");
  const format = useFormatter();
  const now = useNow({ updateInterval: 1_000 });
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const name = run.askerName ?? t("someone");
  const stop = trpc.activeRuns.stop.useMutation({
    onSuccess: () => toast({ tone: "success", message: t("stopped", { name }) }),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: () => utils.activeRuns.list.invalidate(),
  });
  return (
    <tr>
      <td>
        <bdi>{name}</bdi>
      </td>
      <td className="whitespace-nowrap">
        {run.model} {run.status === "queued" && <Badge>{t("queued")}</Badge>}
      </td>
      <td className="whitespace-nowrap text-ink-muted">{format.relativeTime(new Date(run.since), now)}</td>
      <td>{format.number(run.tokens)}</td>
      {/* Processes differ at the end of their names, which begin with the time of their start. */}
      <td className="whitespace-nowrap font-mono text-ink-muted text-xs">{run.processId?.slice(-6) ?? "–"}</td>
      <td>
        <Button size="small" busy={stop.isPending} onClick={() => stop.mutate({ id: run.id })}>
          {t("stop")}
          <span className="sr-only"> {t("answerFor", { name })}</span>
        </Button>
      </td>
    </tr>
  );
}
