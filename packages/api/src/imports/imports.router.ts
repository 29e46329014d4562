import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./imports.schema.ts";

export const importsRouter = router({
  /** Begins an upload, or goes on with the one of the same file that broke off. */
  start: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.startImportInput)
    .output(schema.importView)
    .mutation(({ ctx, input }) => ctx.services.imports.start(ctx.principal.userId, input)),

  list: authedProcedure
    .meta({ scope: "conversations:read" })
    .output(schema.listImportsOutput)
    .query(({ ctx }) => ctx.services.imports.list(ctx.principal.userId)),

  status: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.importIdInput)
    .output(schema.importView)
    .query(({ ctx, input }) => ctx.services.imports.status(ctx.principal.userId, input.id)),

  report: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.importReportInput)
    .output(schema.importReportPage)
    .query(({ ctx, input }) => ctx.services.imports.report(ctx.principal.userId, input)),

  cancel: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.importIdInput)
    .output(schema.importView)
    .mutation(({ ctx, input }) => ctx.services.imports.cancel(ctx.principal.userId, input.id)),
});
