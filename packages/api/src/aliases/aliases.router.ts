import { loginInput } from "../auth/auth.schema.ts";
import { liveSignal } from "../live/live-signal.ts";
import { get, post, remove } from "../rest/rest-meta.ts";
import { authedProcedure, publicProcedure, router } from "../trpc.ts";
import * as schema from "./aliases.schema.ts";

/** The paths that clients of other backends use; where one of them is the product's own too, one route serves both. */
export const aliasesRouter = router({
  login: publicProcedure
    .meta({ rateLimit: "auth", audit: "auth.login", openapi: post("/auth/login", "Get an access token") })
    .input(loginInput)
    .output(schema.aliasToken)
    .mutation(async ({ ctx, input }) => {
      const token = await ctx.services.auth.login({ ...input, address: ctx.address });
      const { accessToken: access_token, tokenType: token_type, expiresAt: expires_at } = token;
      return { ...token, access_token, token_type, expires_at };
    }),

  ask: authedProcedure
    .meta({ scope: "chat", rateLimit: "send", openapi: post("/ai/chat", "Send a message and wait for its answer") })
    .input(schema.askInput)
    .output(schema.askOutput)
    .mutation(async ({ ctx, input, signal }) => {
      const { conversation_id, model, message, content = message ?? "" } = input;
      const check = () => ctx.services.auth.authenticate(ctx.credentials, ctx);
      const { userId, key } = ctx.principal;
      const asked = { userId, key, content, model, check, signal: liveSignal(signal) };
      const done = await ctx.services.aliases.ask({ ...asked, conversationId: conversation_id });
      return { answer: done.answer, conversation_id: done.conversationId, message_id: done.messageId };
    }),

  history: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/history", "Read conversations with their messages") })
    .input(schema.historyInput)
    .output(schema.historyOutput)
    .query(({ ctx, input }) => ctx.services.aliases.history(ctx.principal.userId, input)),

  clearHistory: authedProcedure
    .meta({ scope: "conversations:write", openapi: remove("/history", "Delete all of one's own conversations") })
    .output(schema.deletedOutput)
    .mutation(({ ctx }) => ctx.services.conversations.deleteAll(ctx.principal.userId)),

  conversationHistory: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/history/{id}", "Read a conversation's messages") })
    .input(schema.conversationPageInput)
    .output(schema.messagesOutput)
    .query(({ ctx, input: { id, ...page } }) => ctx.services.aliases.messages(ctx.principal.userId, id, page)),

  clearConversation: authedProcedure
    .meta({ scope: "conversations:write", openapi: remove("/history/{id}", "Delete a conversation's messages") })
    .input(schema.conversationInput)
    .output(schema.deletedOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.deleteAll(ctx.principal.userId, { conversationId: input.id })),

  createSession: authedProcedure
    .meta({ scope: "conversations:write", openapi: post("/sessions", "Create a chat session", { status: 201 }) })
    .input(schema.createSessionInput)
    .output(schema.session)
    .mutation(({ ctx, input }) => ctx.services.aliases.createSession(ctx.principal.userId, input)),

  listSessions: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/sessions", "List chat sessions") })
    .input(schema.listSessionsInput)
    .output(schema.sessionsOutput)
    .query(({ ctx, input }) => ctx.services.aliases.listSessions(ctx.principal.userId, input)),

  sessionMessages: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/sessions/{id}/messages", "Read a session's messages") })
    .input(schema.conversationPageInput)
    .output(schema.messagesOutput)
    .query(({ ctx, input: { id, ...page } }) => ctx.services.aliases.messages(ctx.principal.userId, id, page)),

  askSession: authedProcedure
    .meta({ scope: "chat", rateLimit: "send", openapi: post("/sessions/{id}/chat", "Ask in a chat session") })
    .input(schema.askSessionInput)
    .output(schema.askSessionOutput)
    .mutation(async ({ ctx, input, signal }) => {
      const { id, model, message, content = message ?? "" } = input;
      const check = () => ctx.services.auth.authenticate(ctx.credentials, ctx);
      const { userId, key } = ctx.principal;
      const asked = { userId, key, content, model, check, signal: liveSignal(signal) };
      const done = await ctx.services.aliases.ask({ ...asked, conversationId: id });
      return { answer: done.answer, session_id: done.conversationId, message_id: done.messageId };
    }),
});
