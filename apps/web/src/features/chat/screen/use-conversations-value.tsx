"use client";

import type { Route } from "next";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, type RefObject, useMemo, useState } from "react";
import { trpc } from "#trpc/client.ts";
import {
  type ConversationQuestion,
  type ConversationsContextValue,
  findInLists,
  LazyConversationDialogs,
} from "../../conversations/index.ts";
import type { ChatRegistry } from "../store/chat-registry.ts";
import { conversationIdOf, pathOf } from "./paths.ts";

/** What the lists of conversations ask of the page around them, and the question that is being asked. */
export function useConversationsValue(
  registry: ChatRegistry,
  screen: RefObject<boolean>,
): { value: ConversationsContextValue; dialog: ReactNode } {
  const router = useRouter();
  const utils = trpc.useUtils();
  const pathname = usePathname();
  const currentId = conversationIdOf(pathname);
  const [question, setQuestion] = useState<ConversationQuestion | null>(null);
  const value = useMemo(
    (): ConversationsContextValue => ({
      currentId,
      open(id, messageId) {
        const path = pathOf(id, messageId);
        if (path === window.location.pathname && screen.current) {
          if (id === null) registry.renew();
          return;
        }
        // A message of the conversation that is open is no other page to go back from.
        if (screen.current && pathOf(id) === window.location.pathname) window.history.replaceState(null, "", path);
        else if (screen.current) window.history.pushState(null, "", path);
        // The path is made of an id, so it is no literal of the typed routes.
        else router.push(path as Route);
        // The address of the conversation that was new may not have been drawn yet: then the page sees no other address.
        if (id === null) registry.renew();
      },
      onIntent: registry.prefetch,
      find: (id) => registry.find(id)?.getState().chat.conversation ?? findInLists(utils, id),
      onChange: (conversation) => registry.find(conversation.id)?.setConversation(conversation),
      onRemove: registry.forget,
      activity: registry.activity,
      ask: setQuestion,
    }),
    [currentId, registry, router, screen, utils],
  );
  const dialog = question && <LazyConversationDialogs question={question} onDone={() => setQuestion(null)} />;
  return { value, dialog };
}
