"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { Button, Dialog, Field, Input } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { longestTitle } from "./rename-field.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";

/** Gives a conversation another title. */
export function RenameDialog({ conversation, onDone }: { conversation: ConversationView; onDone: () => void }) {
  const t = useTranslations("conversations");
  const { change } = useConversationActions();
  const form = useId();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get("title") ?? "").trim();
    if (title === "") return;
    onDone();
    if (title !== conversation.title) void change(conversation, { title });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("renameTitle")}
      closeLabel={t("cancel")}
      footer={
        <Button variant="primary" type="submit" form={form}>
          {t("rename")}
        </Button>
      }
    >
      <form id={form} onSubmit={onSubmit}>
        <Field label={t("title")}>
          <Input name="title" defaultValue={conversation.title ?? ""} maxLength={longestTitle} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
