import { get } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./usage.schema.ts";

export const usageRouter = router({
  mine: authedProcedure
    .meta({ scope: "usage:read", openapi: get("/usage", "Read what one used and what it cost") })
    .input(schema.myUsageInput)
    .output(schema.usageOutput)
    .query(({ ctx, input }) => ctx.services.usage.mine(ctx.principal.userId, input)),

  all: adminProcedure
    .meta({ openapi: get("/usage/all", "Read what everyone used and what it cost") })
    .input(schema.allUsageInput)
    .output(schema.usageOutput)
    .query(({ ctx, input }) => ctx.services.usage.all(input)),
});
