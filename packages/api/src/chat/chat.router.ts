import { tracked } from "@trpc/server";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./chat.schema.ts";

export const chatRouter = router({
  send: authedProcedure
    .meta({ rateLimit: "send" })
    .input(schema.sendInput)
    .output(schema.sendOutput)
    .mutation(({ ctx, input }) => ctx.services.chat.send(ctx.principal.userId, input)),

  regenerate: authedProcedure
    .meta({ rateLimit: "send" })
    .input(schema.regenerateInput)
    .output(schema.regenerateOutput)
    .mutation(({ ctx, input }) => ctx.services.chat.regenerate(ctx.principal.userId, input)),

  stop: authedProcedure
    .input(schema.stopInput)
    .output(schema.stopOutput)
    .mutation(({ ctx, input }) => ctx.services.chat.stop(ctx.principal.userId, input.runId)),

  sent: authedProcedure
    .input(schema.sentInput)
    .output(schema.sentOutput)
    .query(({ ctx, input }) => ctx.services.chat.sent(ctx.principal.userId, input.runId)),

  onEvent: authedProcedure.input(schema.onEventInput).subscription(async function* ({ ctx, input, signal }) {
    const { conversationId, lastEventId = null } = input;
    const watcher = { userId: ctx.principal.userId, conversationId, lastEventId, signal: signal ?? neverAborts };
    for await (const { id, event } of ctx.services.chat.watch(watcher)) yield id ? tracked(id, event) : event;
  }),
});

/** A server-side caller may give no signal; its iterator's `return()` ends the watch. */
const neverAborts = new AbortController().signal;
