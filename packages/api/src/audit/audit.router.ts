import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./audit.schema.ts";

export const auditRouter = router({
  list: adminProcedure
    .input(schema.listAuditInput)
    .output(schema.auditPage)
    .query(({ ctx, input }) => ctx.services.audit.list(input)),

  actions: adminProcedure.output(schema.auditActions).query(({ ctx }) => ctx.services.audit.actions()),
});
