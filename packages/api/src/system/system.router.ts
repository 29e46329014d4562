import { get } from "../rest/rest-meta.ts";
import { adminProcedure, router } from "../trpc.ts";
import { systemStatus } from "./system.schema.ts";

export const systemRouter = router({
  status: adminProcedure
    .meta({ openapi: get("/system", "Read how the installation is") })
    .output(systemStatus)
    .query(({ ctx }) => ctx.services.system.status()),
});
