import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { type App, auditFile, auditFilter, auditFormats, type Principal } from "@causerie/api";
import { AppError } from "@causerie/core";
import type { RequestFacts } from "./request-facts.ts";

const auditPath = /^\/api\/export\/audit\.([a-z]+)$/;

export const isAuditExport = (path: string) => auditPath.test(path);

/**
 * The audit log as a file: `GET /api/export/audit.<csv|jsonl>`, narrowed as `audit.list` is. That it was taken is in the log
 * itself before the first line is written.
 *
 * @throws {AppError} FORBIDDEN to anyone but an admin; INVALID_INPUT for a filter of another form; NOT_FOUND.
 */
export async function auditDownload(
  request: IncomingMessage,
  { userId, role, key }: Principal,
  { app, path, facts }: { app: App; path: string; facts: RequestFacts },
) {
  const format = auditFormats.find((name) => name === auditPath.exec(path)?.[1]);
  if (!format) throw new AppError("NOT_FOUND", { message: "no such form of the audit log" });
  const by = { actorId: userId, keyId: key?.id ?? null, requestId: facts.id, address: facts.address };
  const { audit } = app.services;
  if (role !== "admin") {
    await audit.write({ ...by, action: "audit.export", refusal: "FORBIDDEN" });
    throw new AppError("FORBIDDEN", { message: "needs the role admin" });
  }
  const query = Object.fromEntries(new URL(request.url ?? "", "http://localhost").searchParams);
  const parsed = auditFilter.safeParse(query);
  if (!parsed.success)
    throw new AppError("INVALID_INPUT", { message: "no filter of the audit log", cause: parsed.error });
  await audit.write({ ...by, action: "audit.export", details: { format, ...parsed.data } });
  return {
    fileName: `causerie-audit.${format}`,
    contentType: format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
    content: Readable.from(auditFile(audit.export(parsed.data), format), { objectMode: false }),
  };
}
