"use client";

import type { AnswerMode, ConversationView } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { placeInLists, removeFromLists } from "./conversation-lists.ts";
import { useConversations } from "./conversations-context.ts";

export type ConversationChange = {
  title?: string;
  pinned?: boolean;
  archived?: boolean;
  model?: string | null;
  answerMode?: AnswerMode;
};

/** Changes under way, by conversation: only the answer to the latest is shown, so that an older one undoes nothing. */
const latest = new Map<string, number>();
let count = 0;

/** What one can do to a conversation. Each shows at once, and is taken back with an explanation if the server refuses. */
export function useConversationActions() {
  const t = useTranslations("conversations");
  const utils = trpc.useUtils();
  const errorText = useErrorText();
  const { currentId, open, onChange, onRemove } = useConversations();

  return useMemo(() => {
    function apply(conversation: ConversationView) {
      placeInLists(utils, conversation);
      onChange(conversation);
    }

    async function change(conversation: ConversationView, data: ConversationChange) {
      const turn = ++count;
      const { id } = conversation;
      latest.set(id, turn);
      apply({ ...conversation, ...data });
      try {
        const saved = await utils.client.conversations.update.mutate({ id, data });
        if (latest.get(id) === turn) apply(saved);
      } catch (error) {
        if (latest.get(id) === turn) apply(conversation);
        toast({ tone: "danger", message: errorText(error) });
      }
    }

    /** Takes a conversation out of sight for good. */
    async function part(conversation: ConversationView, how: { say: string; call(id: string): Promise<unknown> }) {
      if (currentId === conversation.id) open(null);
      removeFromLists(utils, conversation.id);
      try {
        await how.call(conversation.id);
        onRemove(conversation.id);
        toast({ message: how.say });
      } catch (error) {
        placeInLists(utils, conversation);
        toast({ tone: "danger", message: errorText(error) });
      }
    }

    return {
      change,
      async setArchived(conversation: ConversationView, archived: boolean) {
        if (archived) {
          const action = {
            label: t("undo"),
            onSelect: () => void change({ ...conversation, archived: true }, { archived: false }),
          };
          toast({ message: t("archivedNow"), action });
        }
        await change(conversation, { archived });
      },
      remove: (conversation: ConversationView) =>
        part(conversation, {
          say: t("deletedNow"),
          call: (id) => utils.client.conversations.delete.mutate({ id }),
        }),
      leave: (conversation: ConversationView) =>
        part(conversation, {
          say: t("leftNow"),
          call: (conversationId) => utils.client.members.leave.mutate({ conversationId }),
        }),
    };
  }, [t, utils, errorText, currentId, open, onChange, onRemove]);
}
