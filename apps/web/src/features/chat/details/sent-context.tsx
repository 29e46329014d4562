"use client";

import { Button, Skeleton } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Exactly what was sent to the model for one answer, in its order. */
export function SentContext({ runId }: { runId: string }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const errorText = useErrorText();
  // What was sent never changes, but messages of it may be deleted.
  const { data, error, refetch } = trpc.chat.sent.useQuery({ runId }, { staleTime: 0 });
  return (
    <section aria-labelledby="sent-title">
      <h3 id="sent-title" className="font-semibold">
        {t("sent")}
      </h3>
      <p className="mt-1 text-ink-muted">{t(data?.messages.length === 0 ? "sentNothing" : "sentText")}</p>
      {error && (
        <div className="mt-3">
          <p className="text-danger">{errorText(error)}</p>
          <Button size="small" className="mt-2" onClick={() => void refetch()}>
            {t("retry")}
          </Button>
        </div>
      )}
      {!data && !error && <Skeleton className="mt-3 h-24" />}
      {data && data.messages.length > 0 && (
        <ol className="mt-3 flex flex-col gap-3">
          {data.messages.map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
            <li key={index} className="rounded-box border border-line bg-surface">
              <p className="border-line border-b px-3 py-1 text-ink-muted text-xs">
                {t(`roles.${message.role}`)} · {t("characters", { count: message.text.length })}
              </p>
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
                tabIndex={0}
                className="max-h-64 overflow-y-auto px-3 py-2 font-mono text-xs whitespace-pre-wrap break-words"
              >
                {message.text}
              </pre>
            </li>
          ))}
        </ol>
      )}
      {data && data.deletedMessages > 0 && (
        <p className="mt-3 text-ink-muted">{t("sentDeleted", { count: data.deletedMessages })}</p>
      )}
      {data && (data.settings.temperature !== null || data.settings.maxOutputTokens !== null) && (
        <p className="mt-3 text-ink-muted">
          {data.settings.temperature !== null &&
            `${t("facts.temperature")}: ${format.number(data.settings.temperature)} `}
          {data.settings.maxOutputTokens !== null &&
            `${t("facts.maxOutputTokens")}: ${format.number(data.settings.maxOutputTokens)}`}
        </p>
      )}
    </section>
  );
}
