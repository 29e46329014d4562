import type { Ids } from "./world.ts";

/** Who a procedure is for. */
export type Entry = {
  /**
   * `anyone`: also who is not signed in. `person`: about oneself alone, so that there is nothing of another's to ask for.
   * `reader`, `writer`: whoever takes part in the conversation as that. `owner`: only whose it is.
   */
  for: "anyone" | "person" | "reader" | "writer" | "owner" | "admin";
  /** What the owner would send, about what has these ids. */
  input?(ids: Ids): unknown;
};

const conversation = ({ conversationId }: Ids) => ({ conversationId });
const byId = ({ conversationId: id }: Ids) => ({ id });
const run = ({ runId }: Ids) => ({ runId });
const answer = ({ answerId: messageId }: Ids) => ({ messageId });
const answerById = ({ answerId: id }: Ids) => ({ id });
const member = ({ conversationId, memberId: userId }: Ids) => ({ conversationId, userId });
const anImport = ({ importId: id }: Ids) => ({ id });
const key = ({ keyId: id }: Ids) => ({ id });

/** One line for each procedure of the router; the suite fails when one is missing. */
export const entries: Record<string, Entry> = {
  "apiKeys.create": { for: "person" },
  "apiKeys.list": { for: "person" },
  "apiKeys.rename": { for: "owner", input: (ids) => ({ ...key(ids), name: "Another" }) },
  "apiKeys.revoke": { for: "owner", input: key },
  "apiKeys.rotate": { for: "owner", input: (ids) => ({ ...key(ids), overlapHours: 1 }) },
  "audit.actions": { for: "admin" },
  "audit.list": { for: "admin" },
  "auth.access": { for: "anyone" },
  "auth.changePassword": { for: "person" },
  "auth.checkSetup": { for: "anyone" },
  "auth.exchangeKey": { for: "person" },
  "auth.login": { for: "anyone" },
  "auth.me": { for: "person" },
  "auth.register": { for: "anyone" },
  "auth.setup": { for: "anyone" },
  "auth.signOutEverywhere": { for: "person" },
  "chat.continue": { for: "writer", input: answer },
  "chat.edit": { for: "owner", input: ({ questionId: messageId }) => ({ messageId, content: "Another question" }) },
  "chat.onEvent": { for: "reader", input: conversation },
  "chat.onRun": { for: "reader", input: run },
  "chat.regenerate": { for: "writer", input: answer },
  "chat.run": { for: "reader", input: run },
  "chat.send": { for: "writer", input: (ids) => ({ ...conversation(ids), content: "Another message" }) },
  "chat.sent": { for: "reader", input: run },
  "chat.stop": { for: "writer", input: run },
  "chat.withdraw": { for: "owner", input: ({ questionId: userMessageId }) => ({ userMessageId }) },
  "conversations.create": { for: "person" },
  "conversations.delete": { for: "owner", input: byId },
  "conversations.deleteAll": { for: "person" },
  "conversations.fork": { for: "reader", input: answer },
  "conversations.get": { for: "reader", input: byId },
  "conversations.list": { for: "person" },
  "conversations.onEvent": { for: "reader", input: conversation },
  "conversations.search": { for: "person", input: () => ({ query: "river" }) },
  "conversations.setTyping": { for: "writer", input: (ids) => ({ ...conversation(ids), typing: true }) },
  "conversations.update": { for: "owner", input: (ids) => ({ ...byId(ids), data: { title: "Another title" } }) },
  "identities.get": { for: "person" },
  "identities.unlink": { for: "person" },
  "imports.cancel": { for: "owner", input: anImport },
  "imports.list": { for: "person" },
  "imports.report": { for: "owner", input: anImport },
  "imports.start": { for: "person" },
  "imports.status": { for: "owner", input: anImport },
  "members.add": {
    for: "owner",
    input: (ids) => ({ ...conversation(ids), who: "nobody@example.org", role: "reader" }),
  },
  "members.createInvite": { for: "owner", input: (ids) => ({ ...conversation(ids), role: "reader" }) },
  "members.join": { for: "person" },
  "members.leave": { for: "reader", input: conversation },
  "members.list": { for: "reader", input: conversation },
  "members.listInvites": { for: "owner", input: conversation },
  "members.previewInvite": { for: "person" },
  "members.remove": { for: "owner", input: member },
  "members.revokeInvite": { for: "owner", input: ({ inviteId: id }) => ({ id }) },
  "members.setRole": { for: "owner", input: (ids) => ({ ...member(ids), role: "reader" }) },
  "members.transfer": { for: "owner", input: member },
  "messages.countBelow": { for: "reader", input: answerById },
  "messages.delete": { for: "owner", input: answerById },
  "messages.deleteAll": { for: "owner", input: conversation },
  "messages.keep": { for: "writer", input: answerById },
  "messages.list": { for: "reader", input: conversation },
  "messages.select": { for: "reader", input: answerById },
  "models.list": { for: "person" },
  "models.listManaged": { for: "admin" },
  "models.update": { for: "admin" },
  "models.updatePolicy": { for: "admin" },
  "providers.create": { for: "admin" },
  "providers.delete": { for: "admin" },
  "providers.list": { for: "admin" },
  "providers.rotateKey": { for: "admin" },
  "providers.test": { for: "admin" },
  "secondFactors.confirm": { for: "person" },
  "secondFactors.disable": { for: "person" },
  "secondFactors.enrol": { for: "person" },
  "secondFactors.removeOf": { for: "admin" },
  "secondFactors.renewRecoveryCodes": { for: "person" },
  "secondFactors.state": { for: "person" },
  "shares.create": { for: "owner", input: (ids) => ({ ...conversation(ids), live: false }) },
  "shares.list": { for: "owner", input: conversation },
  "shares.read": { for: "anyone" },
  "shares.revoke": { for: "owner", input: ({ shareId: id }) => ({ id }) },
  "users.create": { for: "admin" },
  "users.delete": { for: "admin" },
  "users.deleteSelf": { for: "person" },
  "users.get": { for: "admin" },
  "users.list": { for: "admin" },
  "users.signOut": { for: "admin" },
  "users.update": { for: "admin" },
  "users.updateSelf": { for: "person" },
};
