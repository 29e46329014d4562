import { provenAt } from "../auth/fresh-proof.ts";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./identities.schema.ts";

export const identitiesRouter = router({
  get: authedProcedure
    .output(schema.identityOutput)
    .query(({ ctx }) =>
      ctx.services.identities.get({ userId: ctx.principal.userId, provenAt: provenAt(ctx.credentials) }),
    ),

  unlink: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.unlinkIdentityInput)
    .mutation(({ ctx, input }) =>
      ctx.services.identities.unlink({ ...input, userId: ctx.principal.userId, address: ctx.address }),
    ),
});
