import { provenAt } from "../auth/fresh-proof.ts";
import { get, patch, post, remove } from "../rest/rest-meta.ts";
import { adminProcedure, authedProcedure, router } from "../trpc.ts";
import * as schema from "./users.schema.ts";

export const usersRouter = router({
  updateSelf: authedProcedure
    .meta({ openapi: patch("/auth/me", "Change one's own account", { body: "data" }) })
    .input(schema.updateSelfInput)
    .output(schema.updateSelfOutput)
    .mutation(({ ctx, input }) => ctx.services.users.updateSelf(ctx.principal.userId, input.data)),

  deleteSelf: authedProcedure
    .meta({ rateLimit: "auth", openapi: post("/auth/me/delete", "Delete one's own account and all that is in it") })
    .input(schema.deleteSelfInput)
    .output(schema.deletedUser)
    .mutation(({ ctx: { services, principal, credentials, address }, input }) =>
      services.users.deleteSelf({ ...input, userId: principal.userId, provenAt: provenAt(credentials), address }),
    ),

  list: adminProcedure
    .meta({ openapi: get("/users", "List accounts") })
    .input(schema.listUsersInput)
    .output(schema.userPage)
    .query(({ ctx, input }) => ctx.services.users.list(input)),

  get: adminProcedure
    .meta({ openapi: get("/users/{id}", "Read an account") })
    .input(schema.userIdInput)
    .output(schema.userView)
    .query(({ ctx, input }) => ctx.services.users.get(input.id)),

  create: adminProcedure
    .meta({ rateLimit: "auth", openapi: post("/users", "Create an account for someone", { status: 201 }) })
    .input(schema.createUserInput)
    .output(schema.userView)
    .mutation(({ ctx, input }) => ctx.services.users.create(input)),

  update: adminProcedure
    .meta({
      openapi: patch("/users/{id}", "Change an account", { body: "data" }),
      auditDetails: ["role", "isActive", "messagesPerMinute"],
    })
    .input(schema.updateUserInput)
    .output(schema.userView)
    .mutation(({ ctx, input }) => ctx.services.users.update(input.id, input.data)),

  delete: adminProcedure
    .meta({ openapi: remove("/users/{id}", "Delete an account and all that is in it") })
    .input(schema.userIdInput)
    .output(schema.deletedUser)
    .mutation(({ ctx, input }) => ctx.services.users.delete(input.id)),

  signOut: adminProcedure
    .meta({ openapi: post("/users/{id}/sign-out", "End every session of someone") })
    .input(schema.userIdInput)
    .output(schema.userView)
    .mutation(({ ctx, input }) => ctx.services.users.signOut(input.id)),
});
