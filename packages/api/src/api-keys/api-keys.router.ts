import { get, patch, post, remove } from "../rest/rest-meta.ts";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./api-keys.schema.ts";

/** None of it has a scope: no key makes, changes or sees keys. */
export const apiKeysRouter = router({
  create: authedProcedure
    .meta({
      openapi: post("/keys", "Create an API key", { status: 201 }),
      auditDetails: ["scopes", "expiresInDays", "ratePerMinute", "budgetMicros", "budgetPeriod"],
    })
    .input(schema.createKeyInput)
    .output(schema.newKey)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.create(ctx.principal, input)),

  list: authedProcedure
    .meta({ openapi: get("/keys", "List one's own API keys") })
    .output(schema.keys)
    .query(({ ctx }) => ctx.services.apiKeys.list(ctx.principal.userId)),

  rename: authedProcedure
    .meta({ openapi: patch("/keys/{id}", "Rename an API key") })
    .input(schema.renameKeyInput)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.rename(ctx.principal.userId, input)),

  revoke: authedProcedure
    .meta({ openapi: remove("/keys/{id}", "Revoke an API key") })
    .input(schema.keyIdInput)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.revoke(ctx.principal.userId, input.id)),

  rotate: authedProcedure
    .meta({
      openapi: post("/keys/{id}/rotate", "Replace an API key by a new one", { status: 201 }),
      auditDetails: ["overlapHours"],
    })
    .input(schema.rotateKeyInput)
    .output(schema.newKey)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.rotate(ctx.principal.userId, input)),
});
