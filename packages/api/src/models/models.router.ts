import { get, patch } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./models.schema.ts";

export const modelsRouter = router({
  list: authedProcedure
    .meta({ scope: "any", openapi: get("/catalogue", "List the models with prices and abilities") })
    .output(schema.listModelsOutput)
    .query(({ ctx }) => ctx.services.models.list(ctx.principal.userId)),

  listManaged: adminProcedure
    .meta({ openapi: get("/catalogue/managed", "List every model with who may use it") })
    .output(schema.managedModels)
    .query(({ ctx }) => ctx.services.models.listManaged()),

  update: adminProcedure
    .meta({ openapi: patch("/catalogue/managed", "Change who may use models, and their prices") })
    .input(schema.updateModelsInput)
    .mutation(({ ctx, input }) => ctx.services.models.update(input)),

  updatePolicy: adminProcedure
    .meta({
      openapi: patch("/catalogue/policy", "Choose the default model, and whether new models are on", { body: "data" }),
    })
    .input(schema.updateModelPolicyInput)
    .mutation(({ ctx, input }) => ctx.services.models.updatePolicy(input)),
});
