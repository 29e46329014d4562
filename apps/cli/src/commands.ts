import type { Command } from "./command.ts";
import { chat } from "./commands/chat.ts";
import { conversationCommands } from "./commands/conversations.ts";
import { doctor } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { keyCommands } from "./commands/key.ts";
import { login } from "./commands/login.ts";
import { logout } from "./commands/logout.ts";
import { models } from "./commands/models.ts";
import { userCommands } from "./commands/user.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  login,
  logout,
  chat,
  models,
  ...conversationCommands,
  exportCommand,
  importCommand,
  ...userCommands,
  ...keyCommands,
  doctor,
];
