import { tracked } from "@trpc/server";
import { typingInput, watchInput } from "../live/live.schema.ts";
import { liveSignal } from "../live/live-signal.ts";
import { get, patch, post, remove } from "../rest/rest-meta.ts";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./conversations.schema.ts";

export const conversationsRouter = router({
  list: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/conversations", "List conversations") })
    .input(schema.listConversationsInput)
    .output(schema.conversationPage)
    .query(({ ctx, input }) => ctx.services.conversations.list(ctx.principal.userId, input)),

  get: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/conversations/{id}", "Read a conversation") })
    .input(schema.conversationIdInput)
    .output(schema.conversationView)
    .query(({ ctx, input }) => ctx.services.conversations.get(ctx.principal.userId, input.id)),

  create: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/conversations", "Create a conversation", { status: 201 }),
      audit: false,
    })
    .input(schema.createConversationInput)
    .output(schema.conversationView)
    .mutation(({ ctx, input }) => ctx.services.conversations.create(ctx.principal.userId, input)),

  update: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: patch("/conversations/{id}", "Change a conversation", { body: "data" }),
      audit: false,
    })
    .input(schema.updateConversationInput)
    .output(schema.conversationView)
    .mutation(({ ctx, input }) => ctx.services.conversations.update(ctx.principal.userId, input.id, input.data)),

  fork: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/messages/{messageId}/fork", "Copy a conversation up to a message", { status: 201 }),
      audit: false,
    })
    .input(schema.forkConversationInput)
    .output(schema.conversationView)
    .mutation(({ ctx, input }) => ctx.services.conversations.fork(ctx.principal.userId, input.messageId)),

  onEvent: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(watchInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { conversationId = null, lastEventId = null } = input;
      const watcher = {
        userId: ctx.principal.userId,
        key: ctx.principal.key,
        conversationId,
        lastEventId,
        company: true,
        check: () => ctx.services.auth.authenticate(ctx.credentials, ctx),
        signal: liveSignal(signal),
      };
      for await (const { id, event } of ctx.services.chat.watch(watcher)) yield id ? tracked(id, event) : event;
    }),

  setTyping: authedProcedure
    .meta({
      scope: "conversations:write",
      audit: false,
      openapi: post("/conversations/{conversationId}/typing", "Tell others that one is typing"),
    })
    .input(typingInput)
    .mutation(({ ctx, input }) => ctx.services.conversations.setTyping(ctx.principal.userId, input)),

  delete: authedProcedure
    .meta({ scope: "conversations:write", openapi: remove("/conversations/{id}", "Delete a conversation") })
    .input(schema.conversationIdInput)
    .mutation(({ ctx, input }) => ctx.services.conversations.delete(ctx.principal.userId, input.id)),

  deleteAll: authedProcedure
    .meta({ scope: "conversations:write", openapi: remove("/conversations", "Delete all of one's own conversations") })
    .output(schema.deleteAllConversationsOutput)
    .mutation(({ ctx }) => ctx.services.conversations.deleteAll(ctx.principal.userId)),

  search: authedProcedure
    .meta({ scope: "conversations:read", rateLimit: "search", openapi: get("/search", "Search one's conversations") })
    .input(schema.searchConversationsInput)
    .output(schema.searchConversationsOutput)
    .query(({ ctx, input }) => ctx.services.conversations.search(ctx.principal.userId, input)),
});
