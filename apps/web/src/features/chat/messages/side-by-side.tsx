"use client";

import { answersBeside, isActive } from "@causerie/api/chat-fold";
import { Button, IconButton, toast } from "@causerie/ui";
import { clsx } from "clsx";
import { Check, Info, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#trpc/use-error-text.ts";
import { useModels } from "../../models/index.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { textOf } from "../store/chat-store-state.ts";
import { useChat } from "../store/use-chat.ts";
import { AssistantMessage } from "./assistant-message.tsx";
import { CopyButton } from "./copy-button.tsx";
import type { MessageHost } from "./message-row.tsx";

/** By how many they are. Classes: a style in the page as the server sends it is refused by the content security policy. */
const widths: Readonly<Record<number, string>> = {
  1: "w-[min(100cqw-2rem,30rem)]",
  2: "w-[min(100cqw-2rem,60rem)]",
  3: "w-[min(100cqw-2rem,90rem)]",
  4: "w-[min(100cqw-2rem,120rem)]",
};

/** Answers of several models to one question, each in its column, until one of them is kept. */
export function SideBySide({ store, host }: { store: ChatStore; host: MessageHost }) {
  const t = useTranslations("chat");
  const ids = useChat(store, (state) =>
    answersBeside(state.chat)
      .map(({ id }) => id)
      .join(" "),
  );
  const all = ids === "" ? [] : ids.split(" ");
  return (
    <section
      aria-label={t("beside")}
      // Wider than the column of text, where the page is; narrower, one answer after another is drawn into view.
      className={clsx("relative left-1/2 -translate-x-1/2", widths[all.length] ?? widths[1])}
    >
      <p className="mb-3 text-ink-muted text-sm">{t("besideText")}</p>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="-m-1 flex snap-x snap-mandatory gap-4 overflow-x-auto p-1 pb-2 focus-visible:outline-offset-[-2px]"
      >
        {all.map((id) => (
          <BesideAnswer key={id} store={store} id={id} host={host} />
        ))}
      </div>
    </section>
  );
}

/** One of them is kept first. */
const noCommands = { regenerate: undefined, goOn: undefined, usualModel: null };

function BesideAnswer({ store, id, host }: { store: ChatStore; id: string; host: MessageHost }) {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  const { nameOf } = useModels();
  const message = useChat(store, (state) => state.chat.messages.get(id));
  const thoughtMs = useChat(store, (state) => (message?.run ? state.thoughtMs.get(message.run.id) : undefined));
  const mayKeep = useChat(store, ({ chat }) => chat.conversation?.role !== "reader" && !chat.conversation?.archived);
  if (!message?.run) return null;
  const { run } = message;
  const name = nameOf(run.model);
  const fail = (error: unknown) => toast({ tone: "danger", message: errorText(error) });
  const writing = isActive(run.status);
  return (
    <article
      aria-label={name}
      className="flex w-[85%] min-w-64 shrink-0 snap-start flex-col rounded-box border border-line bg-surface md:w-auto md:flex-1"
    >
      <header className="flex min-h-11 items-center gap-2 border-line border-b px-3 text-sm">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        {writing ? (
          <IconButton
            label={t("stopOne", { model: name })}
            icon={<Square className="fill-current" />}
            onClick={() => void store.stop(id).catch(fail)}
          />
        ) : (
          <>
            {textOf(message) !== "" && <CopyButton text={() => textOf(message)} />}
            <IconButton label={t("details")} icon={<Info />} onClick={() => host.onDetails(id)} />
          </>
        )}
      </header>
      <div className="min-w-0 flex-1 px-4 py-3">
        <AssistantMessage message={message} thoughtMs={thoughtMs} commands={noCommands}>
          {null}
        </AssistantMessage>
      </div>
      {mayKeep && (
        <footer className="border-line border-t p-2">
          <Button
            size="small"
            className="w-full"
            aria-label={t("keepOne", { model: name })}
            onClick={() => void store.keep(id).catch(fail)}
          >
            <Check aria-hidden />
            {t("keep")}
          </Button>
        </footer>
      )}
    </article>
  );
}
