import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./api-keys.schema.ts";

/** None of it has a scope: no key makes, changes or sees keys. */
export const apiKeysRouter = router({
  create: authedProcedure
    .input(schema.createKeyInput)
    .output(schema.newKey)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.create(ctx.principal, input)),

  list: authedProcedure.output(schema.keys).query(({ ctx }) => ctx.services.apiKeys.list(ctx.principal.userId)),

  rename: authedProcedure
    .input(schema.renameKeyInput)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.rename(ctx.principal.userId, input)),

  revoke: authedProcedure
    .input(schema.keyIdInput)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.revoke(ctx.principal.userId, input.id)),

  rotate: authedProcedure
    .input(schema.rotateKeyInput)
    .output(schema.newKey)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.rotate(ctx.principal.userId, input)),
});
