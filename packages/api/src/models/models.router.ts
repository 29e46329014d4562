import { get } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./models.schema.ts";

export const modelsRouter = router({
  list: authedProcedure
    .meta({ scope: "any", openapi: get("/catalogue", "List the models with prices and abilities") })
    .output(schema.listModelsOutput)
    .query(({ ctx }) => ctx.services.models.list(ctx.principal.userId)),

  listManaged: adminProcedure.output(schema.managedModels).query(({ ctx }) => ctx.services.models.listManaged()),

  update: adminProcedure
    .input(schema.updateModelsInput)
    .mutation(({ ctx, input }) => ctx.services.models.update(input)),

  updatePolicy: adminProcedure
    .input(schema.updateModelPolicyInput)
    .mutation(({ ctx, input }) => ctx.services.models.updatePolicy(input)),
});
