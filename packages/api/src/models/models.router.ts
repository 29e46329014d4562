import { authedProcedure, router } from "../trpc.ts";
import { listModelsOutput } from "./models.schema.ts";

export const modelsRouter = router({
  list: authedProcedure
    .meta({ scope: "any" })
    .output(listModelsOutput)
    .query(({ ctx }) => ctx.services.models.list()),
});
