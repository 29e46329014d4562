import { authedProcedure, publicProcedure, router } from "../trpc.ts";
import * as schema from "./shares.schema.ts";

export const sharesRouter = router({
  create: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.createShareInput)
    .output(schema.shareView)
    .mutation(({ ctx, input }) => ctx.services.shares.create(ctx.principal.userId, input)),

  list: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.conversationInput)
    .output(schema.shares)
    .query(({ ctx, input }) => ctx.services.shares.list(ctx.principal.userId, input.conversationId)),

  revoke: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.shareIdInput)
    .mutation(({ ctx, input }) => ctx.services.shares.revoke(ctx.principal.userId, input.id)),

  /** For whoever has the link, signed in or not. */
  read: publicProcedure
    .input(schema.readShareInput)
    .output(schema.sharedPage)
    .query(({ ctx, input }) => ctx.services.shares.read(input)),
});
