import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./messages.schema.ts";

export const messagesRouter = router({
  list: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.listMessagesInput)
    .output(schema.messagePage)
    .query(({ ctx, input }) => ctx.services.messages.list(ctx.principal.userId, input)),

  countBelow: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.messageIdInput)
    .output(schema.countBelowOutput)
    .query(({ ctx, input }) => ctx.services.messages.countBelow(ctx.principal.userId, input.id)),

  delete: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.messageIdInput)
    .output(schema.deleteMessageOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.delete(ctx.principal.userId, input.id)),

  select: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.messageIdInput)
    .mutation(({ ctx, input }) => ctx.services.messages.select(ctx.principal.userId, input.id)),

  keep: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.messageIdInput)
    .mutation(({ ctx, input }) => ctx.services.messages.keep(ctx.principal.userId, input.id)),

  deleteAll: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.deleteAllMessagesInput)
    .output(schema.deleteAllMessagesOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.deleteAll(ctx.principal.userId, input)),
});
