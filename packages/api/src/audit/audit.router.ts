import { get } from "../rest/rest-meta.ts";
import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./audit.schema.ts";

export const auditRouter = router({
  list: adminProcedure
    .meta({ openapi: get("/audit", "Read the audit log") })
    .input(schema.listAuditInput)
    .output(schema.auditPage)
    .query(({ ctx, input }) => ctx.services.audit.list(input)),

  actions: adminProcedure
    .meta({ openapi: get("/audit/actions", "List the actions that the audit log knows") })
    .output(schema.auditActions)
    .query(({ ctx }) => ctx.services.audit.actions()),
});
