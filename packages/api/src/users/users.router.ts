import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./users.schema.ts";

export const usersRouter = router({
  updateSelf: authedProcedure
    .input(schema.updateSelfInput)
    .output(schema.updateSelfOutput)
    .mutation(({ ctx, input }) => ctx.services.users.updateSelf(ctx.principal.userId, input.data)),

  deleteSelf: authedProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.deleteSelfInput)
    .mutation(({ ctx, input }) =>
      ctx.services.users.deleteSelf({ ...input, userId: ctx.principal.userId, address: ctx.address }),
    ),

  list: adminProcedure
    .input(schema.listUsersInput)
    .output(schema.userPage)
    .query(({ ctx, input }) => ctx.services.users.list(input)),

  get: adminProcedure
    .input(schema.getUserInput)
    .output(schema.userView)
    .query(({ ctx, input }) => ctx.services.users.get(input.id)),

  create: adminProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.createUserInput)
    .output(schema.userView)
    .mutation(({ ctx, input }) => ctx.services.users.create(input)),

  update: adminProcedure
    .input(schema.updateUserInput)
    .output(schema.userView)
    .mutation(({ ctx, input }) => ctx.services.users.update(input.id, input.data)),

  delete: adminProcedure
    .input(schema.deleteUserInput)
    .mutation(({ ctx, input }) => ctx.services.users.delete(input.id)),
});
