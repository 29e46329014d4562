import { stopOutput } from "../chat/chat.schema.ts";
import { get, post } from "../rest/rest-meta.ts";
import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./active-runs.schema.ts";

export const activeRunsRouter = router({
  list: adminProcedure
    .meta({ openapi: get("/active-runs", "List the answers that are being written") })
    .output(schema.activeRuns)
    .query(({ ctx }) => ctx.services.activeRuns.list()),

  stop: adminProcedure
    .meta({ openapi: post("/active-runs/{id}/stop", "Stop anyone's answer") })
    .input(schema.activeRunInput)
    .output(stopOutput)
    .mutation(({ ctx, input }) => ctx.services.activeRuns.stop(input.id)),
});
