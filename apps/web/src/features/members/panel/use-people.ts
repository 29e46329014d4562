"use client";

import { useCallback } from "react";
import { trpc } from "#trpc/client.ts";
import { placeInLists, useConversations } from "../../conversations/index.ts";

/**
 * Who takes or took part in a conversation, and `refresh` to read it again with what it changes of the conversation.
 *
 * This is the one place to hook the stream's `people` event in: what it brings is what `members.list` answers.
 */
export function usePeople(conversationId: string) {
  const utils = trpc.useUtils();
  const { onChange } = useConversations();
  const query = trpc.members.list.useQuery({ conversationId }, { staleTime: 0, refetchOnWindowFocus: true });
  const refresh = useCallback(async () => {
    await utils.members.list.invalidate({ conversationId });
    const conversation = await utils.client.conversations.get.query({ id: conversationId });
    placeInLists(utils, conversation);
    onChange(conversation);
  }, [utils, conversationId, onChange]);
  return { query, refresh };
}
