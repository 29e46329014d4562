import { get, put } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./budgets.schema.ts";

export const budgetsRouter = router({
  mine: authedProcedure
    .meta({ scope: "usage:read", openapi: get("/usage/budgets", "List the budgets that count what one spends") })
    .output(schema.myBudgetsOutput)
    .query(({ ctx }) => ctx.services.budgets.mine(ctx.principal.userId, ctx.principal.key?.id ?? null)),

  next: authedProcedure
    .input(schema.nextCostInput)
    .output(schema.nextCostOutput)
    .query(({ ctx, input }) => ctx.services.budgets.next(ctx.principal.userId, input)),

  list: adminProcedure
    .meta({ openapi: get("/budgets", "List all budgets and how they stand") })
    .output(schema.listBudgetsOutput)
    .query(({ ctx }) => ctx.services.budgets.list()),

  set: adminProcedure
    .meta({ openapi: put("/budgets", "Set, change or take away a budget") })
    .input(schema.setBudgetInput)
    .mutation(({ ctx, input }) => ctx.services.budgets.set(input)),
});
