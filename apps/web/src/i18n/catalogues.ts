import enAdmin from "../../messages/en/admin.json";
import enApiDocs from "../../messages/en/apiDocs.json";
import enAuditActions from "../../messages/en/auditActions.json";
import enAuditDetails from "../../messages/en/auditDetails.json";
import enAuth from "../../messages/en/auth.json";
import enChat from "../../messages/en/chat.json";
import enCommon from "../../messages/en/common.json";
import enConversations from "../../messages/en/conversations.json";
import enErrors from "../../messages/en/errors.json";
import enForms from "../../messages/en/forms.json";
import enKeys from "../../messages/en/keys.json";
import enMarkdown from "../../messages/en/markdown.json";
import enMembers from "../../messages/en/members.json";
import enModels from "../../messages/en/models.json";
import enOperations from "../../messages/en/operations.json";
import enPages from "../../messages/en/pages.json";
import enPalette from "../../messages/en/palette.json";
import enSettings from "../../messages/en/settings.json";
import enShares from "../../messages/en/shares.json";
import enShell from "../../messages/en/shell.json";
import enTransfers from "../../messages/en/transfers.json";
import enUsage from "../../messages/en/usage.json";
import frAdmin from "../../messages/fr/admin.json";
import frApiDocs from "../../messages/fr/apiDocs.json";
import frAuditActions from "../../messages/fr/auditActions.json";
import frAuditDetails from "../../messages/fr/auditDetails.json";
import frAuth from "../../messages/fr/auth.json";
import frChat from "../../messages/fr/chat.json";
import frCommon from "../../messages/fr/common.json";
import frConversations from "../../messages/fr/conversations.json";
import frErrors from "../../messages/fr/errors.json";
import frForms from "../../messages/fr/forms.json";
import frKeys from "../../messages/fr/keys.json";
import frMarkdown from "../../messages/fr/markdown.json";
import frMembers from "../../messages/fr/members.json";
import frModels from "../../messages/fr/models.json";
import frOperations from "../../messages/fr/operations.json";
import frPages from "../../messages/fr/pages.json";
import frPalette from "../../messages/fr/palette.json";
import frSettings from "../../messages/fr/settings.json";
import frShares from "../../messages/fr/shares.json";
import frShell from "../../messages/fr/shell.json";
import frTransfers from "../../messages/fr/transfers.json";
import frUsage from "../../messages/fr/usage.json";
import type { Locale } from "./locales.ts";

/** Every text of the app: a namespace per feature, the same keys in each language. */
const en = {
  admin: enAdmin,
  apiDocs: enApiDocs,
  auditActions: enAuditActions,
  auditDetails: enAuditDetails,
  auth: enAuth,
  chat: enChat,
  common: enCommon,
  conversations: enConversations,
  errors: enErrors,
  forms: enForms,
  keys: enKeys,
  markdown: enMarkdown,
  members: enMembers,
  models: enModels,
  operations: enOperations,
  pages: enPages,
  palette: enPalette,
  settings: enSettings,
  shares: enShares,
  shell: enShell,
  transfers: enTransfers,
  usage: enUsage,
};

export type Messages = typeof en;
export type Namespace = keyof Messages;

const fr: Messages = {
  admin: frAdmin,
  apiDocs: frApiDocs,
  auditActions: frAuditActions,
  auditDetails: frAuditDetails,
  auth: frAuth,
  chat: frChat,
  common: frCommon,
  conversations: frConversations,
  errors: frErrors,
  forms: frForms,
  keys: frKeys,
  markdown: frMarkdown,
  members: frMembers,
  models: frModels,
  operations: frOperations,
  pages: frPages,
  palette: frPalette,
  settings: frSettings,
  shares: frShares,
  shell: frShell,
  transfers: frTransfers,
  usage: frUsage,
};

export const catalogues: Record<Locale, Messages> = { en, fr };
