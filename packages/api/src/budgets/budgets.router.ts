import { get, put } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./budgets.schema.ts";

export const budgetsRouter = router({
  mine: authedProcedure
    .meta({ scope: "usage:read", openapi: get("/budgets", "Read the budgets that count one's own calls") })
    .output(schema.myBudgetsOutput)
    .query(({ ctx }) => ctx.services.budgets.mine(ctx.principal.userId, ctx.principal.key?.id ?? null)),

  next: authedProcedure
    .input(schema.nextCostInput)
    .output(schema.nextCostOutput)
    .query(({ ctx, input }) => ctx.services.budgets.next(ctx.principal.userId, input)),

  list: adminProcedure
    .meta({ openapi: get("/budgets/all", "List the budgets of everyone, people and keys") })
    .output(schema.listBudgetsOutput)
    .query(({ ctx }) => ctx.services.budgets.list()),

  subjects: adminProcedure
    .meta({ openapi: get("/budgets/subjects", "Find people and keys that a budget can be for") })
    .input(schema.budgetSubjectsInput)
    .output(schema.budgetSubjectsOutput)
    .query(({ ctx, input }) => ctx.services.budgets.subjects(input.query)),

  set: adminProcedure
    .meta({
      openapi: put("/budgets", "Set or remove a budget"),
      auditDetails: ["period", "kind", "limitMicros"],
    })
    .input(schema.setBudgetInput)
    .mutation(({ ctx, input }) => ctx.services.budgets.set(input)),
});
