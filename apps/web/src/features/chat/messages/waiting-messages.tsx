"use client";

import { Button, toast } from "@causerie/ui";
import { clsx } from "clsx";
import { Clock, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#trpc/use-error-text.ts";
import { useAuthor } from "../company/use-author.tsx";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** The messages that wait for the answer before them, in their order, each with the way back. */
export function WaitingMessages({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const queue = useChat(store, (state) => state.chat.queue);
  const outgoing = useChat(store, (state) => (state.outgoing?.waits ? state.outgoing : null));
  return (
    <section aria-label={t("waitingMessages")} className="px-4 pt-2 sm:px-6">
      <ol className="flex flex-col gap-3">
        {queue.map(({ id, authorId, content }) => (
          <WaitingMessage key={id} store={store} id={id} authorId={authorId} content={content} />
        ))}
        {outgoing && (
          <WaitingMessage key={outgoing.clientMessageId} store={store} authorId="self" content={outgoing.content} />
        )}
      </ol>
    </section>
  );
}

function WaitingMessage({
  store,
  id,
  authorId,
  content,
}: {
  store: ChatStore;
  /** Absent: it is still on its way to the server. */
  id?: string;
  authorId: string;
  content: string;
}) {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  const author = useAuthor(store, authorId);
  const isOwner = useChat(
    store,
    ({ chat }) => chat.conversation?.role !== "reader" && chat.conversation?.role !== "writer",
  );
  const own = author?.own ?? true;
  const withdraw = (messageId: string) => {
    store
      .withdraw(messageId)
      .then(() => document.querySelector<HTMLElement>("main textarea")?.focus())
      .catch((error: unknown) => toast({ tone: "danger", message: errorText(error) }));
  };
  return (
    <li className={clsx("flex flex-col gap-1", own ? "items-end" : "items-start")}>
      {author && !own && (
        <p className="flex items-center gap-2 text-ink-muted text-sm">
          {author.mark}
          {author.name}
        </p>
      )}
      <div
        dir="auto"
        className="max-h-40 min-w-0 max-w-[85%] overflow-y-auto rounded-box border border-line-strong border-dashed px-4 py-2.5 text-base text-ink-muted whitespace-pre-wrap break-words [unicode-bidi:isolate]"
      >
        {content}
      </div>
      <div className="flex items-center gap-2 text-ink-muted text-xs">
        <Clock aria-hidden className="size-3.5" />
        {t("waits")}
        {id && (own || isOwner) && (
          <Button size="small" variant="quiet" onClick={() => withdraw(id)}>
            <Undo2 aria-hidden />
            {t("withdraw")}
          </Button>
        )}
      </div>
    </li>
  );
}
