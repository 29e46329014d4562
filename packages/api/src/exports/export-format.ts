import { z } from "zod";
import { messagePart, runStatus } from "../messages/messages.schema.ts";
import { isoTime } from "../schema-parts.ts";

/** What names the files that Causerie writes, in their field `format`. docs/export-format.md describes them. */
export const conversationFormat = "causerie.conversation";
export const conversationFormatVersion = 1;
export const archiveFormat = "causerie.export";
export const archiveFormatVersion = 1;

const count = z.number().int().nullable();

export const exportedRun = z.object({
  status: runStatus,
  model: z.string().min(1).max(200),
  answeredBy: z.string().nullable(),
  inputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  costMicros: count,
  firstTokenMs: count,
  durationMs: count,
  finishReason: z.string().nullable(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type ExportedRun = z.infer<typeof exportedRun>;

export const exportedMessage = z.object({
  id: z.string().min(1).max(200),
  /** Null: it begins the conversation, or another version of its beginning. */
  parentId: z.string().nullable(),
  role: z.enum(["user", "assistant", "system"]),
  /** The username of who wrote it, where the exporting person may see it. */
  author: z.string().nullish(),
  createdAt: isoTime,
  parts: z.array(messagePart),
  run: exportedRun.nullable(),
});
export type ExportedMessage = z.infer<typeof exportedMessage>;

/** What stands before `messages` in a conversation's file. */
export type ExportedHead = {
  format: typeof conversationFormat;
  version: typeof conversationFormatVersion;
  exportedAt: string;
  id: string;
  title: string | null;
  model: string | null;
  pinned: boolean;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
  lastActivityAt: string;
  currentMessageId: string | null;
};
