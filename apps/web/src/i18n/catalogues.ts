import enAdmin from "../../messages/en/admin.json" with { type: "json" };
import enAuth from "../../messages/en/auth.json" with { type: "json" };
import enChat from "../../messages/en/chat.json" with { type: "json" };
import enCommon from "../../messages/en/common.json" with { type: "json" };
import enConversations from "../../messages/en/conversations.json" with { type: "json" };
import enErrors from "../../messages/en/errors.json" with { type: "json" };
import enForms from "../../messages/en/forms.json" with { type: "json" };
import enMarkdown from "../../messages/en/markdown.json" with { type: "json" };
import enModels from "../../messages/en/models.json" with { type: "json" };
import enPages from "../../messages/en/pages.json" with { type: "json" };
import enPalette from "../../messages/en/palette.json" with { type: "json" };
import enSettings from "../../messages/en/settings.json" with { type: "json" };
import enShell from "../../messages/en/shell.json" with { type: "json" };
import frAdmin from "../../messages/fr/admin.json" with { type: "json" };
import frAuth from "../../messages/fr/auth.json" with { type: "json" };
import frChat from "../../messages/fr/chat.json" with { type: "json" };
import frCommon from "../../messages/fr/common.json" with { type: "json" };
import frConversations from "../../messages/fr/conversations.json" with { type: "json" };
import frErrors from "../../messages/fr/errors.json" with { type: "json" };
import frForms from "../../messages/fr/forms.json" with { type: "json" };
import frMarkdown from "../../messages/fr/markdown.json" with { type: "json" };
import frModels from "../../messages/fr/models.json" with { type: "json" };
import frPages from "../../messages/fr/pages.json" with { type: "json" };
import frPalette from "../../messages/fr/palette.json" with { type: "json" };
import frSettings from "../../messages/fr/settings.json" with { type: "json" };
import frShell from "../../messages/fr/shell.json" with { type: "json" };
import type { Locale } from "./locales.ts";

/** Every text of the app: a namespace per feature, the same keys in each language. */
const en = {
  admin: enAdmin,
  auth: enAuth,
  chat: enChat,
  common: enCommon,
  conversations: enConversations,
  errors: enErrors,
  forms: enForms,
  markdown: enMarkdown,
  models: enModels,
  pages: enPages,
  palette: enPalette,
  settings: enSettings,
  shell: enShell,
};

export type Messages = typeof en;
export type Namespace = keyof Messages;

const fr: Messages = {
  admin: frAdmin,
  auth: frAuth,
  chat: frChat,
  common: frCommon,
  conversations: frConversations,
  errors: frErrors,
  forms: frForms,
  markdown: frMarkdown,
  models: frModels,
  pages: frPages,
  palette: frPalette,
  settings: frSettings,
  shell: frShell,
};

export const catalogues: Record<Locale, Messages> = { en, fr };
