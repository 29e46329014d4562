/** What a browser may load: the inputs and outputs of the procedures, and the folds over events. No server code. */

export * from "./active-runs/active-runs.schema.ts";
export {
  type CreateKey,
  createKeyInput,
  type KeyView,
  type NewKey,
} from "./api-keys/api-keys.schema.ts";
export * from "./audit/audit.schema.ts";
export * from "./auth/auth.schema.ts";
export { type BudgetSubject, type BudgetView, type MyBudget, setBudgetInput } from "./budgets/budgets.schema.ts";
export * from "./chat/chat.schema.ts";
export * from "./chat/fold.ts";
export * from "./conversations/conversations.schema.ts";
export * from "./identities/identities.schema.ts";
export * from "./imports/imports.schema.ts";
export * from "./live/live.schema.ts";
export {
  type CreateInvite,
  createInviteInput,
  type InviteView,
  type MemberRole,
  memberRole,
} from "./members/members.schema.ts";
export * from "./messages/messages.schema.ts";
export * from "./models/models.schema.ts";
export * from "./providers/providers.schema.ts";
export * from "./retention/retention.schema.ts";
export type { SecondFactorState } from "./second-factors/second-factors.schema.ts";
export * from "./settings/settings.schema.ts";
export {
  type CreateShare,
  createShareInput,
  type SharedMessage,
  type SharedPage,
  type ShareView,
} from "./shares/shares.schema.ts";
export * from "./system/system.schema.ts";
export type { UsageSum } from "./usage/usage.schema.ts";
export * from "./users/users.schema.ts";
