import { activeRunsRouter } from "./active-runs/active-runs.router.ts";
import { aliasesRouter } from "./aliases/aliases.router.ts";
import { apiKeysRouter } from "./api-keys/api-keys.router.ts";
import { auditRouter } from "./audit/audit.router.ts";
import { authRouter } from "./auth/auth.router.ts";
import { budgetsRouter } from "./budgets/budgets.router.ts";
import { chatRouter } from "./chat/chat.router.ts";
import { conversationsRouter } from "./conversations/conversations.router.ts";
import { identitiesRouter } from "./identities/identities.router.ts";
import { importsRouter } from "./imports/imports.router.ts";
import { mailedLinksRouter } from "./mailed-links/mailed-links.router.ts";
import { membersRouter } from "./members/members.router.ts";
import { messagesRouter } from "./messages/messages.router.ts";
import { modelsRouter } from "./models/models.router.ts";
import { providersRouter } from "./providers/providers.router.ts";
import { retentionRouter } from "./retention/retention.router.ts";
import { secondFactorsRouter } from "./second-factors/second-factors.router.ts";
import { settingsRouter } from "./settings/settings.router.ts";
import { sharesRouter } from "./shares/shares.router.ts";
import { systemRouter } from "./system/system.router.ts";
import { createCallerFactory, router } from "./trpc.ts";
import { usageRouter } from "./usage/usage.router.ts";
import { usersRouter } from "./users/users.router.ts";

/** Everything the server can be asked, one line a slice. */
export const appRouter = router({
  aliases: aliasesRouter,
  apiKeys: apiKeysRouter,
  activeRuns: activeRunsRouter,
  audit: auditRouter,
  auth: authRouter,
  budgets: budgetsRouter,
  chat: chatRouter,
  conversations: conversationsRouter,
  identities: identitiesRouter,
  imports: importsRouter,
  mailedLinks: mailedLinksRouter,
  members: membersRouter,
  messages: messagesRouter,
  models: modelsRouter,
  secondFactors: secondFactorsRouter,
  providers: providersRouter,
  retention: retentionRouter,
  settings: settingsRouter,
  shares: sharesRouter,
  system: systemRouter,
  usage: usageRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
