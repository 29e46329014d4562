import type { ApiKeysService } from "./api-keys/api-keys.service.ts";
import type { AuditService } from "./audit/audit.service.ts";
import type { AuthService } from "./auth/auth.service.ts";
import type { ChatService } from "./chat/chat.service.ts";
import type { CompletionsService } from "./completions/completions.service.ts";
import type { ConversationsService } from "./conversations/conversations.service.ts";
import type { ExportsService } from "./exports/exports.service.ts";
import type { HealthService } from "./health/health.service.ts";
import type { IdentitiesService } from "./identities/identities.service.ts";
import type { ImportsService } from "./imports/imports.service.ts";
import type { MembersService } from "./members/members.service.ts";
import type { MessagesService } from "./messages/messages.service.ts";
import type { ModelsService } from "./models/models.service.ts";
import type { RateLimits } from "./rate-limits/rate-limits.ts";
import type { SecondFactorsService } from "./second-factors/second-factors.service.ts";
import type { SharesService } from "./shares/shares.service.ts";
import type { UsersService } from "./users/users.service.ts";

/** What the routers call, made once per process by `createApp`. */
export type Services = {
  apiKeys: ApiKeysService;
  audit: AuditService;
  auth: AuthService;
  users: UsersService;
  conversations: ConversationsService;
  members: MembersService;
  messages: MessagesService;
  chat: ChatService;
  completions: CompletionsService;
  exports: ExportsService;
  identities: IdentitiesService;
  imports: ImportsService;
  models: ModelsService;
  secondFactors: SecondFactorsService;
  shares: SharesService;
  health: HealthService;
  rateLimits: RateLimits;
};
