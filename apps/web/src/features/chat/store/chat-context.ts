"use client";

import { createContext, useContext } from "react";
import type { ChatRegistry } from "./chat-registry.ts";

export const ChatRegistryContext = createContext<ChatRegistry | null>(null);

/** The conversations that are in memory. */
export function useChatRegistry(): ChatRegistry {
  const registry = useContext(ChatRegistryContext);
  if (!registry) throw new Error("ChatRegistryContext is missing above this component");
  return registry;
}
