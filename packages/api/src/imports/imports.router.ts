import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./imports.schema.ts";

export const importsRouter = router({
  /** Begins an upload, or goes on with the one of the same file that broke off. */
  start: authedProcedure
    .input(schema.startImportInput)
    .output(schema.importView)
    .mutation(({ ctx, input }) => ctx.services.imports.start(ctx.principal.userId, input)),

  list: authedProcedure
    .output(schema.listImportsOutput)
    .query(({ ctx }) => ctx.services.imports.list(ctx.principal.userId)),

  status: authedProcedure
    .input(schema.importIdInput)
    .output(schema.importView)
    .query(({ ctx, input }) => ctx.services.imports.status(ctx.principal.userId, input.id)),

  report: authedProcedure
    .input(schema.importReportInput)
    .output(schema.importReportPage)
    .query(({ ctx, input }) => ctx.services.imports.report(ctx.principal.userId, input)),

  cancel: authedProcedure
    .input(schema.importIdInput)
    .output(schema.importView)
    .mutation(({ ctx, input }) => ctx.services.imports.cancel(ctx.principal.userId, input.id)),
});
