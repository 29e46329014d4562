import { get, post, put } from "../rest/rest-meta.ts";
import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./retention.schema.ts";

export const retentionRouter = router({
  get: adminProcedure
    .meta({ openapi: get("/settings/retention", "Read what is deleted after some time") })
    .output(schema.retentionState)
    .query(({ ctx }) => ctx.services.retention.state()),

  preview: adminProcedure
    .meta({ openapi: post("/settings/retention/preview", "Count what rules would delete now") })
    .input(schema.retentionRules)
    .output(schema.retentionCounts)
    .query(({ ctx, input }) => ctx.services.retention.preview(input)),

  update: adminProcedure
    .meta({
      openapi: put("/settings/retention", "Change what is deleted after some time", { body: "data" }),
      auditDetails: ["conversationDays", "keepPinned", "auditDays", "usageDays"],
    })
    .input(schema.updateRetentionInput)
    .output(schema.retentionState)
    .mutation(({ ctx, input }) => ctx.services.retention.update(input.data)),

  run: adminProcedure
    .meta({ openapi: post("/settings/retention/run", "Delete now what is not kept") })
    .output(schema.runRetentionOutput)
    .mutation(({ ctx }) => ctx.services.retention.run()),
});
