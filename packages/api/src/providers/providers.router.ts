import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./providers.schema.ts";

export const providersRouter = router({
  list: adminProcedure.output(schema.providerList).query(({ ctx }) => ctx.services.providers.list()),

  create: adminProcedure
    .input(schema.createProviderInput)
    .output(schema.providerView)
    .mutation(({ ctx, input }) => ctx.services.providers.create(input)),

  rotateKey: adminProcedure
    .input(schema.rotateProviderKeyInput)
    .output(schema.providerView)
    .mutation(({ ctx, input }) => ctx.services.providers.rotateKey(input)),

  delete: adminProcedure
    .input(schema.deleteProviderInput)
    .mutation(({ ctx, input }) => ctx.services.providers.delete(input.id)),

  test: adminProcedure
    .meta({ audit: false })
    .input(schema.testProviderInput)
    .output(schema.providerTest)
    .mutation(({ ctx, input }) => ctx.services.providers.test(input.slug)),
});
