import type { CauserieClient } from "@causerie/client";
import { CommandError } from "../exit-codes.ts";

/** The id that was typed; `last` stands for the conversation with the latest message. @throws {CommandError} */
export async function conversationNamed({ api }: Pick<CauserieClient, "api">, name: string): Promise<string> {
  if (name !== "last") return name;
  const { items } = await api.conversations.list.query({ limit: 100 });
  const latest = items.toSorted((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt))[0];
  if (!latest) throw new CommandError("There is no conversation yet.");
  return latest.id;
}
