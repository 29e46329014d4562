import { get, patch, post, remove } from "../rest/rest-meta.ts";
import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./members.schema.ts";

export const membersRouter = router({
  list: authedProcedure
    .meta({
      scope: "conversations:read",
      openapi: get("/conversations/{conversationId}/members", "List who takes part"),
    })
    .input(schema.conversationInput)
    .output(schema.people)
    .query(({ ctx, input }) => ctx.services.members.list(ctx.principal.userId, input.conversationId)),

  add: authedProcedure
    .meta({
      scope: "conversations:write",
      rateLimit: "invite",
      openapi: post("/conversations/{conversationId}/members", "Add someone"),
      auditDetails: ["who", "role"],
    })
    .input(schema.addMemberInput)
    .mutation(({ ctx, input }) => ctx.services.members.add(ctx.principal.userId, input)),

  setRole: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: patch("/conversations/{conversationId}/members/{userId}", "Change what someone may do"),
      auditDetails: ["userId", "role"],
    })
    .input(schema.setRoleInput)
    .mutation(({ ctx, input }) => ctx.services.members.setRole(ctx.principal.userId, input)),

  remove: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: remove("/conversations/{conversationId}/members/{userId}", "Remove someone"),
      auditDetails: ["userId"],
    })
    .input(schema.memberInput)
    .mutation(({ ctx, input }) => ctx.services.members.remove(ctx.principal.userId, input)),

  leave: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/conversations/{conversationId}/leave", "Leave a conversation"),
    })
    .input(schema.conversationInput)
    .mutation(({ ctx, input }) => ctx.services.members.leave(ctx.principal.userId, input.conversationId)),

  transfer: authedProcedure
    .meta({
      scope: "conversations:write",
      openapi: post("/conversations/{conversationId}/transfer", "Give a conversation to someone else"),
      auditDetails: ["userId"],
    })
    .input(schema.memberInput)
    .mutation(({ ctx, input }) => ctx.services.members.transfer(ctx.principal.userId, input)),

  createInvite: authedProcedure
    .meta({
      scope: "conversations:write",
      rateLimit: "invite",
      openapi: post("/conversations/{conversationId}/invites", "Create an invitation link", { status: 201 }),
      auditDetails: ["role", "maxUses"],
    })
    .input(schema.createInviteInput)
    .output(schema.inviteView)
    .mutation(({ ctx, input }) => ctx.services.members.createInvite(ctx.principal.userId, input)),

  listInvites: authedProcedure
    .meta({
      scope: "conversations:read",
      openapi: get("/conversations/{conversationId}/invites", "List invitation links"),
    })
    .input(schema.conversationInput)
    .output(schema.invites)
    .query(({ ctx, input }) => ctx.services.members.listInvites(ctx.principal.userId, input.conversationId)),

  revokeInvite: authedProcedure
    .meta({ scope: "conversations:write", openapi: remove("/invites/{id}", "Revoke an invitation link") })
    .input(schema.inviteIdInput)
    .mutation(({ ctx, input }) => ctx.services.members.revokeInvite(ctx.principal.userId, input.id)),

  previewInvite: authedProcedure
    .meta({ scope: "conversations:read", rateLimit: "invite" })
    .input(schema.inviteTokenInput)
    .output(schema.invitePreview)
    .query(({ ctx, input }) => ctx.services.members.previewInvite(ctx.principal.userId, input.token)),

  join: authedProcedure
    .meta({
      scope: "conversations:write",
      rateLimit: "invite",
      openapi: post("/invites/join", "Join by an invitation"),
    })
    .input(schema.inviteTokenInput)
    .output(schema.joined)
    .mutation(({ ctx, input }) => ctx.services.members.join(ctx.principal.userId, input.token)),
});
