"use client";

import dynamic from "next/dynamic";

/** The dialogs about a conversation, loaded when the first one is asked for. */
export const LazyConversationDialogs = dynamic(() =>
  import("./conversation-dialogs.tsx").then((module) => module.ConversationDialogs),
);
