"use client";

import { Button, Notice, Textarea } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useErrorText } from "#trpc/use-error-text.ts";
import { useMediaQuery } from "../../conversations/index.ts";
import { composerIntent } from "../composer/composer-keys.ts";
import { lengthHint } from "../composer/length-hint.ts";
import { LengthNote } from "../composer/length-note.tsx";
import { useWorkspace } from "../screen/workspace-context.ts";
import type { ChatStore } from "../store/chat-store.ts";
import type { Editing } from "../store/chat-store-state.ts";

/** One's own message in other words, in its place. What was typed stays until the server has it. */
export function MessageEditor({
  store,
  editing,
  onClose,
}: {
  store: ChatStore;
  editing: Editing;
  onClose: () => void;
}) {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  const { messageLimit } = useWorkspace();
  const onScreenKeyboard = useMediaQuery("(hover: none) and (pointer: coarse)");
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, error } = editing;
  const hint = lengthHint(text.length, messageLimit);
  const refused = text.trim() === "" || hint.level === "over";

  // The external system is the focus: one writes on after the last word.
  useEffect(() => {
    const box = field.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);

  const cancel = () => {
    store.cancelEdit();
    onClose();
  };
  const save = () => {
    if (refused) return;
    void store.saveEdit();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const intent = composerIntent(event.nativeEvent, { onScreenKeyboard, empty: false });
    if (intent !== "send" && intent !== "stop") return;
    event.preventDefault();
    event.stopPropagation();
    if (intent === "send") save();
    else cancel();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      className="rounded-box border border-line-strong bg-surface p-2 focus-within:border-accent"
    >
      {error !== null && (
        <Notice tone="danger" title={t("editFailed")} className="mb-2">
          {errorText(error)}
        </Notice>
      )}
      <Textarea
        ref={field}
        bare
        rows={1}
        dir="auto"
        aria-label={t("editMessage")}
        aria-invalid={hint.level === "over" || undefined}
        value={text}
        onChange={(event) => store.setEditText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="max-h-[40dvh] min-h-8 scroll-my-6 overflow-y-auto px-2 py-1"
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <LengthNote hint={hint} />
        <Button size="small" onClick={cancel}>
          {t("cancel")}
        </Button>
        <Button size="small" type="submit" variant="primary" disabled={refused}>
          {t("saveAndSend")}
        </Button>
      </div>
    </form>
  );
}
