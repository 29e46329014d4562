import { remove } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./second-factors.schema.ts";

export const secondFactorsRouter = router({
  state: authedProcedure
    .output(schema.secondFactorState)
    .query(({ ctx }) => ctx.services.secondFactors.state(ctx.principal.userId)),

  enrol: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.enrolSecondFactorInput)
    .output(schema.enrolSecondFactorOutput)
    .mutation(({ ctx, input }) =>
      ctx.services.secondFactors.enrol({ ...input, userId: ctx.principal.userId, address: ctx.address }),
    ),

  confirm: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.confirmSecondFactorInput)
    .output(schema.recoveryCodesOutput)
    .mutation(async ({ ctx, input }) => {
      const proof = { ...input, userId: ctx.principal.userId, address: ctx.address };
      return { recoveryCodes: await ctx.services.secondFactors.confirm(proof) };
    }),

  renewRecoveryCodes: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.proveSecondFactorInput)
    .output(schema.recoveryCodesOutput)
    .mutation(async ({ ctx, input }) => {
      const proof = { ...input, userId: ctx.principal.userId, address: ctx.address };
      return { recoveryCodes: await ctx.services.secondFactors.renewRecoveryCodes(proof) };
    }),

  disable: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.proveSecondFactorInput)
    .mutation(({ ctx, input }) =>
      ctx.services.secondFactors.disable({ ...input, userId: ctx.principal.userId, address: ctx.address }),
    ),

  removeOf: adminProcedure
    .meta({ openapi: remove("/users/{userId}/second-factor", "Take away the second factor of someone who lost it") })
    .input(schema.removeSecondFactorInput)
    .mutation(({ ctx, input }) => ctx.services.secondFactors.removeOf(input.userId)),
});
