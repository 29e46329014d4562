import { authedProcedure, publicProcedure, router } from "../trpc.ts";
import * as schema from "./mailed-links.schema.ts";

export const mailedLinksRouter = router({
  requestReset: publicProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.requestResetInput)
    .mutation(({ ctx, input }) => ctx.services.mailedLinks.requestReset({ ...input, address: ctx.address })),

  checkReset: publicProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.checkResetInput)
    .output(schema.checkResetOutput)
    .query(({ ctx, input }) => ctx.services.mailedLinks.checkReset(input.token)),

  reset: publicProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.resetInput)
    .mutation(({ ctx, input }) => ctx.services.mailedLinks.reset(input)),

  requestVerification: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.requestVerificationInput)
    .mutation(({ ctx, input }) =>
      ctx.services.mailedLinks.requestVerification({ ...input, userId: ctx.principal.userId, address: ctx.address }),
    ),

  verify: publicProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.verifyInput)
    .mutation(({ ctx, input }) => ctx.services.mailedLinks.verify(input.token)),
});
