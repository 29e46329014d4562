"use client";

import { Button, Textarea, toast } from "@causerie/ui";
import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useSyncExternalStore } from "react";
import { useErrorText } from "#trpc/use-error-text.ts";
import { useMediaQuery } from "../../conversations/index.ts";
import { useWorkspace } from "../screen/workspace-context.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { lastOwnMessage } from "../store/chat-store-state.ts";
import { useChat } from "../store/use-chat.ts";
import { composerIntent } from "./composer-keys.ts";
import { ComposerModel } from "./composer-model.tsx";
import { lengthHint } from "./length-hint.ts";
import { LengthNote } from "./length-note.tsx";
import { mentionBegun, withMention } from "./mention.ts";
import { SendButton } from "./send-button.tsx";
import { SendFailed } from "./send-failed.tsx";

// Nobody waits for it, and the page's first load is counted in bytes.
const ComposerCost = dynamic(() => import("./composer-cost.tsx").then((module) => module.ComposerCost), { ssr: false });

const WriteAnywhere = dynamic(() => import("./write-anywhere.tsx").then((module) => module.WriteAnywhere), {
  ssr: false,
});

const onServer = () => "";

/** Where one writes. What is typed is kept until the server has it; a send that fails comes back with what went wrong. */
export function Composer({
  store,
  textarea,
  limit,
  disabled = false,
}: {
  store: ChatStore;
  textarea: RefObject<HTMLTextAreaElement | null>;
  /** The most characters that a message may have. */
  limit: number;
  /** Nothing can be sent here now; the draft stays in sight. */
  disabled?: boolean;
}) {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  // The server can't know the draft, which is in the browser's storage.
  const draft = useSyncExternalStore(store.subscribe, () => store.getState().draft, onServer);
  const failure = useChat(store, (state) => state.failure);
  const running = useChat(store, (state) => state.activeId !== null);
  const sending = useChat(store, (state) => state.outgoing !== null);
  const choosing = useChat(store, (state) => state.choosing);
  const mentioned = useChat(store, (state) => state.chat.conversation?.answerMode === "mentioned");
  const { userId } = useWorkspace();
  const onScreenKeyboard = useMediaQuery("(hover: none) and (pointer: coarse)");
  const hint = lengthHint(draft.length, limit);
  const blank = draft.trim() === "";

  const offersMention = mentioned && mentionBegun(draft);
  const mention = () => {
    store.setDraft(withMention(draft));
    textarea.current?.focus();
  };
  const send = () => {
    if (choosing) {
      toast({ message: t("keepFirst") });
    } else if (!blank && hint.level !== "over") {
      void store.send(draft);
      textarea.current?.focus();
    }
  };
  const stop = () => {
    store.stop().catch((error: unknown) => toast({ tone: "danger", message: errorText(error) }));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const intent = composerIntent(event.nativeEvent, { onScreenKeyboard, empty: draft === "" });
    if (offersMention && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      mention();
    } else if (intent === "send") {
      event.preventDefault();
      send();
    } else if (intent === "stop" && running) {
      event.preventDefault();
      stop();
    } else if (intent === "edit") {
      const last = lastOwnMessage(store.getState().chat, userId);
      if (last) {
        event.preventDefault();
        store.beginEdit(last.id);
      }
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {!disabled && <WriteAnywhere store={store} textarea={textarea} limit={limit} />}
      {failure && <SendFailed key={failure.clientMessageId} error={failure.error} onRetry={send} />}
      {choosing && <p className="mb-2 px-2 text-ink-muted text-sm">{t("keepFirstHint")}</p>}
      {offersMention && (
        <Button size="small" className="mb-2" onClick={mention}>
          @assistant
          <span className="font-normal text-ink-muted">{t("mention")}</span>
        </Button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text means the text; the keyboard has it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div
        onClick={(event) => event.target === event.currentTarget && textarea.current?.focus()}
        className={clsx(
          "rounded-box border p-2 transition-colors",
          disabled ? "border-line bg-sunken" : "cursor-text border-line-strong bg-surface focus-within:border-accent",
        )}
      >
        <Textarea
          ref={textarea}
          bare
          rows={1}
          dir="auto"
          aria-label={t("message")}
          aria-describedby="composer-hint"
          aria-invalid={hint.level === "over" || undefined}
          placeholder={mentioned ? t("placeholderMentioned") : t("placeholder")}
          disabled={disabled}
          value={draft}
          enterKeyHint={onScreenKeyboard ? "enter" : "send"}
          onChange={(event) => store.setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          className="max-h-[40dvh] min-h-8 overflow-y-auto px-2 py-1 pointer-coarse:py-2.5"
        />
        <div className="mt-1 flex items-center gap-2 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto_auto] max-sm:justify-items-start">
          <ComposerModel store={store} disabled={disabled} />
          {/* Long notes have a line of their own on a phone. */}
          <div className="ml-auto min-w-0 max-sm:has-data-long:col-span-full max-sm:has-data-long:row-start-1 max-sm:has-data-long:ml-0">
            <LengthNote hint={hint} />
            {hint.level === "none" && !disabled && <ComposerCost store={store} draft={draft} />}
          </div>
          <div className="flex gap-2 max-sm:col-start-3">
            <SendButton
              running={running}
              blank={blank}
              sending={sending}
              disabled={disabled || blank || hint.level === "over"}
              onStop={stop}
            />
          </div>
        </div>
      </div>
      <p id="composer-hint" className="sr-only">
        {mentioned ? t("composerHintMentioned") : t("composerHint")}
      </p>
    </form>
  );
}
