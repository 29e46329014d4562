"use client";

import { useCallback } from "react";
import { trpc } from "#trpc/client.ts";
import { placeInLists, useConversations } from "../../conversations/index.ts";

/**
 * Who takes or took part in a conversation, and `refresh` to read it again with what it changes of the conversation. What the
 * open conversation's stream says about it goes into the same query.
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
