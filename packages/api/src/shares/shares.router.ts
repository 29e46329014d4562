import { get, post, remove } from "../rest/rest-meta.ts";
import { authedProcedure, publicProcedure, router } from "../trpc.ts";
import * as schema from "./shares.schema.ts";

export const sharesRouter = router({
  create: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/conversations/{conversationId}/shares", "Create a link to read a conversation", { status: 201 }),
      auditDetails: ["live", "showNames", "expiresInDays"],
    })
    .input(schema.createShareInput)
    .output(schema.shareView)
    .mutation(({ ctx, input }) => ctx.services.shares.create(ctx.principal.userId, input)),

  list: authedProcedure
    .meta({ scope: "conversations:read", openapi: get("/conversations/{conversationId}/shares", "List links to read") })
    .input(schema.conversationInput)
    .output(schema.shares)
    .query(({ ctx, input }) => ctx.services.shares.list(ctx.principal.userId, input.conversationId)),

  revoke: authedProcedure
    .meta({ scope: "conversations:write", openapi: remove("/shares/{id}", "Revoke a link to read") })
    .input(schema.shareIdInput)
    .mutation(({ ctx, input }) => ctx.services.shares.revoke(ctx.principal.userId, input.id)),

  /** For whoever has the link, signed in or not. */
  read: publicProcedure
    .meta({ openapi: get("/shared/{token}", "Read a shared conversation") })
    .input(schema.readShareInput)
    .output(schema.sharedPage)
    .query(({ ctx, input }) => ctx.services.shares.read(input)),
});
