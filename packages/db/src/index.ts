export type { Database, Db } from "./database.ts";
export { isUniqueViolation } from "./errors.ts";
export {
  type Conversation,
  type Message,
  MessageRole,
  Prisma,
  type Run,
  type RunEvent,
  RunStatus,
  type SystemSetting,
  type UsageEvent,
  UsagePurpose,
  type User,
  UserRole,
} from "./generated/client.ts";
export { MigrationError } from "./migrations/migration-state.ts";
export { type DatabaseOptions, openDatabase } from "./open-database.ts";
