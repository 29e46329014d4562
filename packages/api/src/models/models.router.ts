import { get } from "../rest/rest-meta.ts";
import { authedProcedure, router } from "../trpc.ts";
import { listModelsOutput } from "./models.schema.ts";

export const modelsRouter = router({
  list: authedProcedure
    .meta({ scope: "any", openapi: get("/catalogue", "List the models with prices and abilities") })
    .output(listModelsOutput)
    .query(({ ctx }) => ctx.services.models.list()),
});
