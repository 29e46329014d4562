import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./messages.schema.ts";

export const messagesRouter = router({
  list: authedProcedure
    .input(schema.listMessagesInput)
    .output(schema.messagePage)
    .query(({ ctx, input }) => ctx.services.messages.list(ctx.principal.userId, input)),

  countBelow: authedProcedure
    .input(schema.messageIdInput)
    .output(schema.countBelowOutput)
    .query(({ ctx, input }) => ctx.services.messages.countBelow(ctx.principal.userId, input.id)),

  delete: authedProcedure
    .input(schema.messageIdInput)
    .output(schema.deleteMessageOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.delete(ctx.principal.userId, input.id)),

  select: authedProcedure
    .input(schema.messageIdInput)
    .mutation(({ ctx, input }) => ctx.services.messages.select(ctx.principal.userId, input.id)),

  keep: authedProcedure
    .input(schema.messageIdInput)
    .mutation(({ ctx, input }) => ctx.services.messages.keep(ctx.principal.userId, input.id)),

  deleteAll: authedProcedure
    .input(schema.deleteAllMessagesInput)
    .output(schema.deleteAllMessagesOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.deleteAll(ctx.principal.userId, input)),
});
