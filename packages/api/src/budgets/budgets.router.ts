import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./budgets.schema.ts";

export const budgetsRouter = router({
  mine: authedProcedure
    .meta({ scope: "usage:read" })
    .output(schema.myBudgetsOutput)
    .query(({ ctx }) => ctx.services.budgets.mine(ctx.principal.userId, ctx.principal.key?.id ?? null)),

  next: authedProcedure
    .input(schema.nextCostInput)
    .output(schema.nextCostOutput)
    .query(({ ctx, input }) => ctx.services.budgets.next(ctx.principal.userId, input)),

  list: adminProcedure.output(schema.listBudgetsOutput).query(({ ctx }) => ctx.services.budgets.list()),

  set: adminProcedure.input(schema.setBudgetInput).mutation(({ ctx, input }) => ctx.services.budgets.set(input)),
});
