import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./members.schema.ts";

export const membersRouter = router({
  list: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.conversationInput)
    .output(schema.people)
    .query(({ ctx, input }) => ctx.services.members.list(ctx.principal.userId, input.conversationId)),

  add: authedProcedure
    .meta({ scope: "conversations:write", rateLimit: "invite" })
    .input(schema.addMemberInput)
    .mutation(({ ctx, input }) => ctx.services.members.add(ctx.principal.userId, input)),

  setRole: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.setRoleInput)
    .mutation(({ ctx, input }) => ctx.services.members.setRole(ctx.principal.userId, input)),

  remove: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.memberInput)
    .mutation(({ ctx, input }) => ctx.services.members.remove(ctx.principal.userId, input)),

  leave: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.conversationInput)
    .mutation(({ ctx, input }) => ctx.services.members.leave(ctx.principal.userId, input.conversationId)),

  transfer: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.memberInput)
    .mutation(({ ctx, input }) => ctx.services.members.transfer(ctx.principal.userId, input)),

  createInvite: authedProcedure
    .meta({ scope: "conversations:write", rateLimit: "invite" })
    .input(schema.createInviteInput)
    .output(schema.inviteView)
    .mutation(({ ctx, input }) => ctx.services.members.createInvite(ctx.principal.userId, input)),

  listInvites: authedProcedure
    .meta({ scope: "conversations:read" })
    .input(schema.conversationInput)
    .output(schema.invites)
    .query(({ ctx, input }) => ctx.services.members.listInvites(ctx.principal.userId, input.conversationId)),

  revokeInvite: authedProcedure
    .meta({ scope: "conversations:write" })
    .input(schema.inviteIdInput)
    .mutation(({ ctx, input }) => ctx.services.members.revokeInvite(ctx.principal.userId, input.id)),

  previewInvite: authedProcedure
    .meta({ scope: "conversations:read", rateLimit: "invite" })
    .input(schema.inviteTokenInput)
    .output(schema.invitePreview)
    .query(({ ctx, input }) => ctx.services.members.previewInvite(ctx.principal.userId, input.token)),

  join: authedProcedure
    .meta({ scope: "conversations:write", rateLimit: "invite" })
    .input(schema.inviteTokenInput)
    .output(schema.joined)
    .mutation(({ ctx, input }) => ctx.services.members.join(ctx.principal.userId, input.token)),
});
