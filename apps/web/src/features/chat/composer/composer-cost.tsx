"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useDeferredValue, useEffect } from "react";
import { trpc } from "#trpc/client.ts";
import { formatCost } from "../details/format-cost.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** What the next message may cost at most and what is left, where anything costs anything. */
export function ComposerCost({ store, draft }: { store: ChatStore; draft: string }) {
  const t = useTranslations("chat.cost");
  const format = useFormatter();
  const conversation = useChat(store, (state) => state.chat.conversation);
  const chosen = useChat(store, (state) => state.model);
  const running = useChat(store, (state) => state.activeId !== null);
  const model = conversation?.model ?? chosen;
  const id = conversation?.id;
  const next = trpc.budgets.next.useQuery({ ...(id && { conversationId: id }), ...(model && { model }) });
  const { refetch } = next;
  // The server's accounts: each answer that ends has moved them.
  useEffect(() => {
    if (!running) void refetch();
  }, [running, refetch]);
  const bytes = new TextEncoder().encode(useDeferredValue(draft)).length;
  if (!next.data?.cost) return null;
  const { cost, left, warned } = next.data;
  const most = cost.baseMicros + Math.ceil((bytes * cost.inputMicrosPerMillion) / 1_000_000);
  return (
    <p
      // Beside the model and the button there is no room for it all on a phone.
      data-long={left || warned ? "" : undefined}
      className="flex min-w-0 flex-wrap justify-end gap-x-2 text-ink-subtle text-xs tabular-nums max-sm:data-long:justify-start max-sm:data-long:px-2"
    >
      <span title={t("hint")}>{t("next", { cost: formatCost(most, format) })}</span>
      {left && !warned && (
        <span className={left.micros < most ? "text-danger" : undefined}>
          {t("left", { left: formatCost(left.micros, format), period: left.period })}
        </span>
      )}
      {warned && (
        <span role="status" className="text-warning">
          {t("warned", { limit: formatCost(warned.limitMicros, format), period: warned.period })}
        </span>
      )}
    </p>
  );
}
