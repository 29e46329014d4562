import "server-only";
import { cache } from "react";
import { getCaller } from "#trpc/server.ts";
import { serverErrorCode } from "#trpc/server-error.ts";
import { messagesPerPage } from "../store/messages-per-page.ts";

/** A conversation with its newest messages; null: there is none for this person. Read once per request. */
export const readConversation = cache(async (id: string) => {
  const caller = await getCaller();
  try {
    const [conversation, page] = await Promise.all([
      caller.conversations.get({ id }),
      caller.messages.list({ conversationId: id, limit: messagesPerPage }),
    ]);
    return { conversation, page };
  } catch (error) {
    if (serverErrorCode(error) === "NOT_FOUND") return null;
    throw error;
  }
});
