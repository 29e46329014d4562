import { appErrorCodes } from "@causerie/core";
import { z } from "zod";
import { idOf, isoTime, pageInput, pageOf, storableText } from "../schema-parts.ts";

export const importSource = z.enum(["causerie", "chatgpt", "claude", "librechat", "open-webui"]);
export type ImportSource = z.infer<typeof importSource>;

export const importStatus = z.enum(["uploading", "waiting", "running", "complete", "failed", "cancelled", "expired"]);
export type ImportStatus = z.infer<typeof importStatus>;

/** What Causerie has no place for. `detached`: messages whose predecessor the file lacks; they begin a branch. */
export const lossKind = z.enum([
  "image",
  "audio",
  "video",
  "attachment",
  "tool-call",
  "tool-result",
  "citation",
  "other",
  "detached",
]);
export type LossKind = z.infer<typeof lossKind>;

export const loss = z.object({ kind: lossKind, count: z.number().int(), names: z.array(z.string()) });
export type Loss = z.infer<typeof loss>;

/** Why an entry of a file was not taken over. */
export const skipReason = z.enum([
  "unknown-format",
  "invalid-json",
  "truncated",
  "too-large",
  "too-complex",
  "empty",
  "cycle",
  "duplicate-message",
  "unsafe-name",
  "unreadable",
  "refused",
]);
export type SkipReason = z.infer<typeof skipReason>;

export const importView = z.object({
  id: z.string(),
  fileName: z.string(),
  /** What the browser knows the file by; the same file again goes on where its upload broke off. */
  fingerprint: z.string(),
  sizeBytes: z.number().int(),
  /** How much of the file is here. */
  receivedBytes: z.number().int(),
  /** How much of it was read. */
  readBytes: z.number().int(),
  status: importStatus,
  source: importSource.nullable(),
  imported: z.number().int(),
  /** Conversations of the file that were here already. */
  existing: z.number().int(),
  skipped: z.number().int(),
  errorCode: z.enum(appErrorCodes).nullable(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
});
export type ImportView = z.infer<typeof importView>;

export const startImportInput = z.object({
  fileName: storableText.min(1).max(300),
  fingerprint: storableText.min(1).max(400),
  sizeBytes: z.number().int().min(1),
});
export const importIdInput = z.object({ id: idOf("import") });
/** The newest first; what is under way is the first, if anything is. */
export const listImportsOutput = z.object({ items: z.array(importView), maxBytes: z.number().int() });

/** What became of one conversation, where it did not come over whole. */
export const importItem = z.object({
  seq: z.number().int(),
  outcome: z.enum(["imported", "existing", "skipped"]),
  title: z.string().nullable(),
  conversationId: z.string().nullable(),
  reason: skipReason.nullable(),
  lost: z.array(loss),
});
export type ImportItem = z.infer<typeof importItem>;

export const importReportInput = z.object({ id: idOf("import"), ...pageInput });
export const importReportPage = pageOf(importItem);
