"use client";

import { useState } from "react";
import { browserStorage } from "#session/private-storage.ts";
import { trpc } from "#trpc/client.ts";
import { isSignedOut, toFailure } from "#trpc/client-failure.ts";
import {
  createListFollower,
  findInLists,
  listInput,
  placeInLists,
  removeFromLists,
} from "../../conversations/index.ts";
import { type ChatRegistry, createChatRegistry } from "../store/chat-registry.ts";
import { createDraftStorage } from "../store/draft-storage.ts";
import { createTrpcChatApi } from "../store/trpc-chat-api.ts";
import { pathOf } from "./paths.ts";

/** The conversations in memory, wired to the server, the lists and the address. Made once for as long as the page lives. */
export function useRegistry(userId: string): ChatRegistry {
  const utils = trpc.useUtils();
  const [registry] = useState(() => {
    const list = createListFollower(utils, {
      onChange: (conversation) => registry.find(conversation.id)?.setConversation(conversation),
      // One that is open says itself that it is gone.
      onRemove: (id) => registry.find(id)?.getState().connection === "closed" && registry.forget(id),
    });
    const registry: ChatRegistry = createChatRegistry({
      userId,
      api: createTrpcChatApi(utils.client),
      drafts: createDraftStorage(userId, browserStorage()),
      isNotFound: (error) => toFailure(error).code === "NOT_FOUND",
      isFinal: (error) => error !== null && isSignedOut(toFailure(error)),
      onCreated(id, left) {
        const here = window.location.pathname === pathOf(null);
        // Replaced, not pushed: going back leads to what was before, not to an empty page.
        if (here) window.history.replaceState(null, "", pathOf(id));
        if (here && left) window.history.pushState(null, "", pathOf(null));
        if (!here || left) registry.renew();
        const at = new Date().toISOString();
        placeInLists(utils, {
          id,
          ownerId: userId,
          role: "owner",
          shared: false,
          answerMode: "always",
          title: null,
          model: registry.find(id)?.getState().model ?? null,
          pinned: false,
          archived: false,
          createdAt: at,
          updatedAt: at,
          lastActivityAt: at,
        });
        void utils.client.conversations.get
          .query({ id })
          .then((conversation) => {
            placeInLists(utils, conversation);
            registry.find(id)?.setConversation(conversation);
          })
          .catch(() => utils.conversations.list.invalidate(listInput(false)));
      },
      onConversation: (conversation) => placeInLists(utils, conversation),
      onActivity(id, at) {
        const known = findInLists(utils, id);
        if (known && known.lastActivityAt < at) placeInLists(utils, { ...known, lastActivityAt: at });
      },
      onPeople: (conversationId, items) => utils.members.list.setData({ conversationId }, { items }),
      onDeleted: (id) => removeFromLists(utils, id),
      onListEvent: list.follow,
      onListening: list.catchUp,
    });
    return registry;
  });
  return registry;
}
