import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./messages.schema.ts";

export const messagesRouter = router({
  list: authedProcedure
    .input(schema.listMessagesInput)
    .output(schema.messagePage)
    .query(({ ctx, input }) => ctx.services.messages.list(ctx.principal.userId, input)),

  deleteAll: authedProcedure
    .input(schema.deleteAllMessagesInput)
    .output(schema.deleteAllMessagesOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.deleteAll(ctx.principal.userId, input)),
});
