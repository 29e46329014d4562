import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./budgets.schema.ts";

export const budgetsRouter = router({
  mine: authedProcedure
    .meta({ scope: "usage:read" })
    .output(schema.myBudgetsOutput)
    .query(({ ctx }) => ctx.services.budgets.mine(ctx.principal.userId, ctx.principal.key?.id ?? null)),

  list: adminProcedure.output(schema.listBudgetsOutput).query(({ ctx }) => ctx.services.budgets.list()),

  set: adminProcedure.input(schema.setBudgetInput).mutation(({ ctx, input }) => ctx.services.budgets.set(input)),
});
