import { get, post, put, remove } from "../rest/rest-meta.ts";
import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./providers.schema.ts";

export const providersRouter = router({
  list: adminProcedure
    .meta({ openapi: get("/providers", "List the providers, those of the environment first") })
    .output(schema.providerList)
    .query(({ ctx }) => ctx.services.providers.list()),

  create: adminProcedure
    .meta({ openapi: post("/providers", "Add a provider", { status: 201 }) })
    .input(schema.createProviderInput)
    .output(schema.providerView)
    .mutation(({ ctx, input }) => ctx.services.providers.create(input)),

  rotateKey: adminProcedure
    .meta({ openapi: put("/providers/{id}/key", "Replace the key of a provider") })
    .input(schema.rotateProviderKeyInput)
    .output(schema.providerView)
    .mutation(({ ctx, input }) => ctx.services.providers.rotateKey(input)),

  delete: adminProcedure
    .meta({ openapi: remove("/providers/{id}", "Remove a provider") })
    .input(schema.deleteProviderInput)
    .mutation(({ ctx, input }) => ctx.services.providers.delete(input.id)),

  test: adminProcedure
    .meta({ audit: false, openapi: post("/providers/{slug}/test", "Ask a provider for its models now") })
    .input(schema.testProviderInput)
    .output(schema.providerTest)
    .mutation(({ ctx, input }) => ctx.services.providers.test(input.slug)),
});
