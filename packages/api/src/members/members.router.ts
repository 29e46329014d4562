import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./members.schema.ts";

export const membersRouter = router({
  list: authedProcedure
    .input(schema.conversationInput)
    .output(schema.people)
    .query(({ ctx, input }) => ctx.services.members.list(ctx.principal.userId, input.conversationId)),

  add: authedProcedure
    .meta({ rateLimit: "invite" })
    .input(schema.addMemberInput)
    .mutation(({ ctx, input }) => ctx.services.members.add(ctx.principal.userId, input)),

  setRole: authedProcedure
    .input(schema.setRoleInput)
    .mutation(({ ctx, input }) => ctx.services.members.setRole(ctx.principal.userId, input)),

  remove: authedProcedure
    .input(schema.memberInput)
    .mutation(({ ctx, input }) => ctx.services.members.remove(ctx.principal.userId, input)),

  leave: authedProcedure
    .input(schema.conversationInput)
    .mutation(({ ctx, input }) => ctx.services.members.leave(ctx.principal.userId, input.conversationId)),

  transfer: authedProcedure
    .input(schema.memberInput)
    .mutation(({ ctx, input }) => ctx.services.members.transfer(ctx.principal.userId, input)),

  createInvite: authedProcedure
    .meta({ rateLimit: "invite" })
    .input(schema.createInviteInput)
    .output(schema.inviteView)
    .mutation(({ ctx, input }) => ctx.services.members.createInvite(ctx.principal.userId, input)),

  listInvites: authedProcedure
    .input(schema.conversationInput)
    .output(schema.invites)
    .query(({ ctx, input }) => ctx.services.members.listInvites(ctx.principal.userId, input.conversationId)),

  revokeInvite: authedProcedure
    .input(schema.inviteIdInput)
    .mutation(({ ctx, input }) => ctx.services.members.revokeInvite(ctx.principal.userId, input.id)),

  previewInvite: authedProcedure
    .meta({ rateLimit: "invite" })
    .input(schema.inviteTokenInput)
    .output(schema.invitePreview)
    .query(({ ctx, input }) => ctx.services.members.previewInvite(ctx.principal.userId, input.token)),

  join: authedProcedure
    .meta({ rateLimit: "invite" })
    .input(schema.inviteTokenInput)
    .output(schema.joined)
    .mutation(({ ctx, input }) => ctx.services.members.join(ctx.principal.userId, input.token)),
});
