import { AppError } from "@causerie/core";
import { textOf } from "../chat/answer-text.ts";
import type { ChatService } from "../chat/chat.service.ts";
import type { Principal } from "../context.ts";
import type { ConversationView } from "../conversations/conversations.schema.ts";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import type { MessageView } from "../messages/messages.schema.ts";
import type { MessagesService } from "../messages/messages.service.ts";
import type { HistoryMessage } from "./aliases.schema.ts";

export type AliasesService = ReturnType<typeof createAliasesService>;

type Asked = Pick<Principal, "userId" | "key"> & {
  content: string;
  conversationId: string | undefined;
  model: string | undefined;
  /** Checks anew who is asking, when something may have been missed. */
  check(): Promise<Pick<Principal, "key">>;
  signal: AbortSignal;
};
type PageAsked = { cursor?: string | null | undefined; limit: number };

/** How many messages of each conversation a history shows. */
const messagesEach = 30;

/** The product's own services in the words of other backends' clients; no rule is made here. */
export function createAliasesService(deps: {
  chat: Pick<ChatService, "send" | "followRun">;
  conversations: Pick<ConversationsService, "list" | "create">;
  messages: Pick<MessagesService, "list">;
}) {
  const { chat, conversations, messages } = deps;

  async function page(userId: string, conversationId: string, asked: PageAsked) {
    const { items, nextCursor } = await messages.list(userId, { conversationId, ...asked });
    return { items: items.map(toHistoryMessage).reverse(), next_cursor: nextCursor };
  }

  return {
    /**
     * Sends a message and waits until it is answered. Whoever goes away meanwhile leaves the answer to be written.
     *
     * @throws {AppError} as `chat.send` does, and with what the answer failed of.
     */
    async ask({ userId, key, content, conversationId, model, check, signal }: Asked) {
      const keyId = key?.id ?? null;
      const sent = await chat.send(userId, { content, conversationId, model, keyId });
      const { runId } = sent;
      if (runId === null) return { answer: null, messageId: null, conversationId: sent.conversationId };
      let message: MessageView | undefined;
      for await (const { event } of chat.followRun({ userId, key, runId, lastEventId: null, check, signal })) {
        if (event.type === "message") message = event.message;
      }
      if (!message?.run) throw new AppError("NOT_FOUND", { message: "the answer was deleted meanwhile" });
      const { status, error } = message.run;
      if (error) throw new AppError(error.code, { message: "the answer failed", params: error.params });
      // The process that wrote it has gone: what there is of it stands in the conversation.
      if (status === "interrupted") throw new AppError("SHUTTING_DOWN", { message: "the answer was interrupted" });
      return { answer: textOf(message.parts), messageId: message.id, conversationId: sent.conversationId };
    },

    messages: page,

    async history(userId: string, asked: PageAsked) {
      const { items, nextCursor } = await conversations.list(userId, { archived: false, ...asked });
      const told = await Promise.all(
        items.map(async ({ id, title, lastActivityAt }) => ({
          conversation_id: id,
          title,
          last_activity_at: lastActivityAt,
          messages: (await page(userId, id, { limit: messagesEach })).items,
        })),
      );
      return { items: told, next_cursor: nextCursor };
    },

    async createSession(userId: string, input: { title?: string | undefined; model?: string | undefined }) {
      return toSession(await conversations.create(userId, input));
    },

    async listSessions(userId: string, asked: PageAsked) {
      const { items, nextCursor } = await conversations.list(userId, { archived: false, ...asked });
      return { items: items.map(toSession), next_cursor: nextCursor };
    },
  };
}

function toHistoryMessage({ id, role, parts, createdAt }: MessageView): HistoryMessage {
  return { id, role, content: textOf(parts), created_at: createdAt };
}

function toSession({ id, title, createdAt, lastActivityAt }: ConversationView) {
  return { session_id: id, title, created_at: createdAt, last_activity_at: lastActivityAt };
}
