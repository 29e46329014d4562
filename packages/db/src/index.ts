export { backUp } from "./back-up.ts";
export type { Database, DatabaseStatus, Db } from "./database.ts";
export { ControlError } from "./embedded/control-client.ts";
export { DirectoryInUseError } from "./embedded/directory-lock.ts";
export { RestoreError, restoreBackup } from "./embedded/restore.ts";
export { isConnectionLost, isStorageFull, isUniqueViolation } from "./errors.ts";
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
export { type DatabaseState, inspectDatabase } from "./inspect-database.ts";
export { MigrationError } from "./migrations/migration-state.ts";
export { createNotifyTransport, type NotifyTransport } from "./notify/notify-transport.ts";
export { type DatabaseCommands, type DatabaseOptions, openDatabase } from "./open-database.ts";
export { runDatabaseCommand } from "./run-database-command.ts";
