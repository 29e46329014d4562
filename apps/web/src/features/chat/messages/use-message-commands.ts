"use client";

import { isActive } from "@causerie/api/chat-fold";
import type { MessageView } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { copyText } from "#components/copy-text.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { placeInLists, useConversations } from "../../conversations/index.ts";
import { pathOf } from "../screen/paths.ts";
import { useWorkspace } from "../screen/workspace-context.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** What one can do with a message; what is absent can't be done with it, now or by this person. */
export type MessageCommands = {
  edit: (() => void) | undefined;
  regenerate: ((model: string) => void) | undefined;
  goOn: (() => void) | undefined;
  /** The model that answers in the conversation; null: the person's default. */
  usualModel: string | null;
  remove: (() => void) | undefined;
  fork: () => void;
  copyLink: () => void;
};

/** @param last The message is the end of its branch. */
export function useMessageCommands(
  store: ChatStore,
  message: MessageView | undefined,
  { last, onDelete }: { last: boolean; onDelete: (messageId: string) => void },
): MessageCommands | null {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { open } = useConversations();
  const { userId } = useWorkspace();
  const usualModel = useChat(store, (state) => state.chat.conversation?.model ?? state.model);
  const role = useChat(store, (state) => state.chat.conversation?.role ?? "owner");
  const canWrite = useChat(
    store,
    (state) => role !== "reader" && state.outgoing === null && state.chat.conversation?.archived !== true,
  );
  const id = message?.id;
  const conversationId = message?.conversationId;
  const run = message?.run;
  const isOwn = message?.authorId === userId;
  const isQuestion = message?.role === "user";
  const writing = run ? isActive(run.status) : false;
  const isCut = run !== null && run !== undefined && (run.status !== "complete" || run.finishReason === "length");
  const hasText = message?.parts.some((part) => part.type === "text" && part.text.trim() !== "") ?? false;

  return useMemo(() => {
    if (id === undefined || conversationId === undefined) return null;
    const fail = (error: unknown) => toast({ tone: "danger", message: errorText(error) });
    const canRemove = role === "owner" || (role === "writer" && isOwn);
    return {
      edit: isQuestion && isOwn && canWrite ? () => store.beginEdit(id) : undefined,
      regenerate:
        !isQuestion && canWrite && !writing
          ? (model: string) => void store.regenerate(id, model).catch(fail)
          : undefined,
      goOn:
        !isQuestion && canWrite && !writing && last && isCut && hasText
          ? () => void store.goOn(id).catch(fail)
          : undefined,
      usualModel,
      remove: canRemove ? () => onDelete(id) : undefined,
      fork: () => {
        utils.client.conversations.fork
          .mutate({ messageId: id })
          .then((conversation) => {
            placeInLists(utils, conversation);
            open(conversation.id);
            toast({ message: t("forked") });
          })
          .catch(fail);
      },
      copyLink: () => {
        const link = `${location.origin}${pathOf(conversationId, id)}`;
        copyText(link).then(
          () => toast({ message: t("linkCopied") }),
          () => toast({ tone: "danger", message: t("linkNotCopied", { link }) }),
        );
      },
    };
  }, [
    store,
    id,
    conversationId,
    role,
    canWrite,
    isOwn,
    isQuestion,
    writing,
    isCut,
    usualModel,
    hasText,
    last,
    onDelete,
    open,
    utils,
    t,
    errorText,
  ]);
}
