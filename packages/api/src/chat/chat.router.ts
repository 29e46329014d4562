import { tracked } from "@trpc/server";
import { liveSignal } from "../live/live-signal.ts";
import { get, post } from "../rest/rest-meta.ts";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./chat.schema.ts";

export const chatRouter = router({
  send: authedProcedure
    .meta({
      scope: "chat",
      rateLimit: "send",
      openapi: post("/runs", "Send a message and begin its answer", { status: 202 }),
      audit: false,
    })
    .input(schema.sendInput)
    .output(schema.sendOutput)
    .mutation(({ ctx, input }) =>
      ctx.services.chat.send(ctx.principal.userId, { ...input, keyId: ctx.principal.key?.id ?? null }),
    ),

  edit: authedProcedure
    .meta({
      scope: "chat",
      rateLimit: "send",
      openapi: post("/messages/{messageId}/edit", "Word a message anew, beside the old one", { status: 202 }),
      audit: false,
    })
    .input(schema.editInput)
    .output(schema.sendOutput)
    .mutation(({ ctx, input }) =>
      ctx.services.chat.edit(ctx.principal.userId, { ...input, keyId: ctx.principal.key?.id ?? null }),
    ),

  withdraw: authedProcedure
    .meta({
      scope: "chat",
      openapi: post("/messages/{userMessageId}/withdraw", "Take back a message that waits"),
      audit: false,
    })
    .input(schema.withdrawInput)
    .output(schema.withdrawOutput)
    .mutation(({ ctx, input }) => ctx.services.chat.withdraw(ctx.principal.userId, input.userMessageId)),

  regenerate: authedProcedure
    .meta({
      scope: "chat",
      rateLimit: "send",
      openapi: post("/messages/{messageId}/regenerate", "Begin another answer to the same question", { status: 202 }),
      audit: false,
    })
    .input(schema.regenerateInput)
    .output(schema.answerBegunOutput)
    .mutation(({ ctx, input }) =>
      ctx.services.chat.regenerate(ctx.principal.userId, { ...input, keyId: ctx.principal.key?.id ?? null }),
    ),

  continue: authedProcedure
    .meta({
      scope: "chat",
      rateLimit: "send",
      openapi: post("/messages/{messageId}/continue", "Go on with an answer that was cut", { status: 202 }),
      audit: false,
    })
    .input(schema.continueInput)
    .output(schema.answerBegunOutput)
    .mutation(({ ctx, input }) =>
      ctx.services.chat.goOn(ctx.principal.userId, { ...input, keyId: ctx.principal.key?.id ?? null }),
    ),

  stop: authedProcedure
    .meta({ scope: "chat", openapi: post("/runs/{runId}/stop", "Stop a run"), audit: false })
    .input(schema.stopInput)
    .output(schema.stopOutput)
    .mutation(({ ctx, input }) => ctx.services.chat.stop(ctx.principal.userId, input.runId)),

  sent: authedProcedure
    .meta({ scope: "chat", openapi: get("/runs/{runId}/request", "Read what was sent to the model") })
    .input(schema.sentInput)
    .output(schema.sentOutput)
    .query(({ ctx, input }) => ctx.services.chat.sent(ctx.principal.userId, input.runId)),

  run: authedProcedure
    .meta({ scope: "chat", openapi: get("/runs/{runId}", "Read a run") })
    .input(schema.runInput)
    .output(schema.runState)
    .query(({ ctx, input }) => ctx.services.chat.run(ctx.principal.userId, input.runId)),

  /** One run alone, up to its end. */
  onRun: authedProcedure
    .meta({ scope: "chat", openapi: get("/runs/{runId}/events", "Follow a run") })
    .input(schema.onRunInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { runId, lastEventId = null } = input;
      const check = () => ctx.services.auth.authenticate(ctx.credentials, ctx);
      const { userId, key } = ctx.principal;
      const follower = { userId, key, runId, lastEventId, check, signal: liveSignal(signal) };
      for await (const { id, event } of ctx.services.chat.followRun(follower)) yield id ? tracked(id, event) : event;
    }),

  /** For programs: what is said in one conversation. An open page hears more by `conversations.onEvent`. */
  onEvent: authedProcedure
    .meta({ scope: "chat", openapi: get("/conversations/{conversationId}/events", "Follow a conversation") })
    .input(schema.onEventInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { conversationId, lastEventId = null } = input;
      const watcher = {
        userId: ctx.principal.userId,
        key: ctx.principal.key,
        conversationId,
        lastEventId,
        company: false,
        check: () => ctx.services.auth.authenticate(ctx.credentials, ctx),
        signal: liveSignal(signal),
      };
      for await (const { id, event } of ctx.services.chat.watch(watcher)) {
        // Without company none but these are told.
        const said = event as schema.ChatEvent;
        yield id ? tracked(id, said) : said;
      }
    }),
});
