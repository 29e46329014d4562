import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./usage.schema.ts";

export const usageRouter = router({
  mine: authedProcedure
    .meta({ scope: "usage:read" })
    .input(schema.myUsageInput)
    .output(schema.usageOutput)
    .query(({ ctx, input }) => ctx.services.usage.mine(ctx.principal.userId, input)),

  all: adminProcedure
    .input(schema.allUsageInput)
    .output(schema.usageOutput)
    .query(({ ctx, input }) => ctx.services.usage.all(input)),
});
