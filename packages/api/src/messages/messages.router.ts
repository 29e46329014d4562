import { get, post, remove } from "../rest/rest-meta.ts";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./messages.schema.ts";

export const messagesRouter = router({
  list: authedProcedure
    .meta({
      scope: "conversations:read",
      openapi: get("/conversations/{conversationId}/messages", "List messages, newest first"),
    })
    .input(schema.listMessagesInput)
    .output(schema.messagePage)
    .query(({ ctx, input }) => ctx.services.messages.list(ctx.principal.userId, input)),

  countBelow: authedProcedure
    .meta({
      scope: "conversations:read",
      openapi: get("/messages/{id}/below", "Count what deleting a message would take along"),
    })
    .input(schema.messageIdInput)
    .output(schema.countBelowOutput)
    .query(({ ctx, input }) => ctx.services.messages.countBelow(ctx.principal.userId, input.id)),

  delete: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: remove("/messages/{id}", "Delete a message and all that hangs on it"),
    })
    .input(schema.messageIdInput)
    .output(schema.deleteMessageOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.delete(ctx.principal.userId, input.id)),

  select: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/messages/{id}/select", "Go over to the branch through a message"),
      audit: false,
    })
    .input(schema.messageIdInput)
    .mutation(({ ctx, input }) => ctx.services.messages.select(ctx.principal.userId, input.id)),

  keep: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/messages/{id}/keep", "Go on with one of several answers"),
      audit: false,
    })
    .input(schema.messageIdInput)
    .mutation(({ ctx, input }) => ctx.services.messages.keep(ctx.principal.userId, input.id)),

  deleteAll: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: remove("/conversations/{conversationId}/messages", "Delete all messages of a conversation"),
    })
    .input(schema.deleteAllMessagesInput)
    .output(schema.deleteAllMessagesOutput)
    .mutation(({ ctx, input }) => ctx.services.messages.deleteAll(ctx.principal.userId, input)),
});
