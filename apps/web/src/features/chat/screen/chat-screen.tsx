"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { preloadMarkdown } from "../messages/lazy-markdown.tsx";
import type { MessagePage } from "../store/chat-api.ts";
import { useChatRegistry } from "../store/chat-context.ts";
import { ChatView } from "./chat-view.tsx";
import { conversationIdOf, pathOf } from "./paths.ts";
import { useWorkspace } from "./workspace-context.ts";

/**
 * The conversation of the address. The address changes without a page load (`history.pushState`, which Next's
 * `usePathname` follows), and the conversation is drawn from memory.
 *
 * `usePathname` follows in a transition of React's, which streaming text may hold up for long; two changes of the
 * address within one transition are drawn as the last of them. Whoever goes from `/` by way of a new conversation's
 * address to `/` again is therefore told apart by the registry, not by the path.
 */
export function ChatScreen({ initial }: { initial?: { conversation: ConversationView; page: MessagePage } }) {
  const registry = useChatRegistry();
  const { screen } = useWorkspace();
  const pathname = usePathname();
  useSyncExternalStore(registry.subscribe, registry.renewals, registry.renewals);
  if (initial) registry.seed(initial);
  const chat = registry.open(conversationIdOf(pathname));

  // The external system is the browser's history: while this is on the page, links need to load nothing.
  useEffect(() => {
    screen.current = true;
    const onPopState = () => {
      if (window.location.pathname === pathOf(null)) registry.renew();
    };
    window.addEventListener("popstate", onPopState);
    return () => {
      screen.current = false;
      window.removeEventListener("popstate", onPopState);
      registry.renew();
    };
  }, [registry, screen]);

  // The external system is the network: the parser is there before the first answer is.
  useEffect(preloadMarkdown, []);

  return <ChatView key={chat.key} store={chat.store} />;
}
