import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./conversations.schema.ts";

export const conversationsRouter = router({
  list: authedProcedure
    .input(schema.listConversationsInput)
    .output(schema.conversationPage)
    .query(({ ctx, input }) => ctx.services.conversations.list(ctx.principal.userId, input)),

  get: authedProcedure
    .input(schema.conversationIdInput)
    .output(schema.conversationView)
    .query(({ ctx, input }) => ctx.services.conversations.get(ctx.principal.userId, input.id)),

  create: authedProcedure
    .input(schema.createConversationInput)
    .output(schema.conversationView)
    .mutation(({ ctx, input }) => ctx.services.conversations.create(ctx.principal.userId, input)),

  update: authedProcedure
    .input(schema.updateConversationInput)
    .output(schema.conversationView)
    .mutation(({ ctx, input }) => ctx.services.conversations.update(ctx.principal.userId, input.id, input.data)),

  delete: authedProcedure
    .input(schema.conversationIdInput)
    .mutation(({ ctx, input }) => ctx.services.conversations.delete(ctx.principal.userId, input.id)),

  deleteAll: authedProcedure
    .output(schema.deleteAllConversationsOutput)
    .mutation(({ ctx }) => ctx.services.conversations.deleteAll(ctx.principal.userId)),

  search: authedProcedure
    .meta({ rateLimit: "search" })
    .input(schema.searchConversationsInput)
    .output(schema.searchConversationsOutput)
    .query(({ ctx, input }) => ctx.services.conversations.search(ctx.principal.userId, input)),
});
