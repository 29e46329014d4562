import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type App, attachment, exportedPagePolicy } from "@causerie/api";
import { AppError } from "@causerie/core";
import { localeFromAcceptLanguage } from "../src/i18n/accept-language.ts";
import { auditDownload, isAuditExport } from "./audit-export.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { SessionCookieOptions } from "./session-cookie.ts";
import { requirePrincipal } from "./signed-in.ts";

export const exportPrefix = "/api/export/";

const conversationPath = /^\/api\/export\/conversations\/([^/.]+)\.(md|json|html)$/;
const contentTypes = {
  md: "text/markdown; charset=utf-8",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
} as const;

type Download = { fileName: string; contentType: string; policy?: string; content: Readable };

/**
 * Answers `GET /api/export/conversations/<id>.<md|json|html>`, `GET /api/export/all.zip` and `GET /api/export/audit.<csv|jsonl>`
 * with a file, written as fast as it is read.
 *
 * @throws {AppError} NOT_FOUND for another's conversation exactly as for one that does not exist.
 */
export async function serveExport(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  options: { app: App; cookie: SessionCookieOptions; path: string },
): Promise<void> {
  // A page elsewhere must not be able to make this server write a person's whole archive.
  if (request.headers["sec-fetch-site"] === "cross-site") {
    throw new AppError("ORIGIN_REFUSED", { message: "a download that another site began" });
  }
  if (request.method !== "GET") throw new AppError("NOT_FOUND", { message: "exports are only read" });
  const ofAudit = isAuditExport(options.path);
  const scope = ofAudit ? "admin" : "conversations:read";
  const principal = await requirePrincipal(request, facts, { ...options, scope });
  const { fileName, contentType, policy, content }: Download = ofAudit
    ? await auditDownload(request, principal, { ...options, facts })
    : await find(request, principal.userId, options);
  if (!ofAudit) {
    const by = { actorId: principal.userId, keyId: principal.key?.id ?? null, requestId: facts.id };
    const targetId = conversationPath.exec(options.path)?.[1] ?? null;
    options.app.services.audit.record({ action: "conversations.export", ...by, targetId, address: facts.address });
  }
  response.writeHead(200, {
    "content-type": contentType,
    "content-disposition": attachment(fileName),
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    ...(policy ? { "content-security-policy": policy } : {}),
  });
  await pipeline(content, response).catch((error: unknown) => {
    // The reader went away: the stream behind it has ended with it.
    if (!request.destroyed && !response.destroyed) throw error;
    if (content.errored && !isPrematureClose(content.errored)) throw content.errored;
  });
}

async function find(
  request: IncomingMessage,
  userId: string,
  { app, path }: { app: App; path: string },
): Promise<Download> {
  const { exports, auth } = app.services;
  const chosen = (await auth.me(userId)).locale;
  const locale = chosen ?? localeFromAcceptLanguage(request.headers["accept-language"] ?? null) ?? "en";
  if (path === `${exportPrefix}all.zip`) {
    return { ...exports.everything(userId, { locale }), contentType: "application/zip" };
  }
  const [, id, format] = conversationPath.exec(path) ?? [];
  if (id === undefined || !(format === "md" || format === "json" || format === "html")) {
    throw new AppError("NOT_FOUND", { message: "no such export" });
  }
  const { fileName, content } = await exports.conversation(userId, { id, format, locale });
  return {
    fileName,
    contentType: contentTypes[format],
    // Where a browser shows it in spite of all, it is a page of nobody's.
    policy: `${exportedPagePolicy}; frame-ancestors 'none'; sandbox`,
    content: Readable.from(content, { objectMode: false }),
  };
}

function isPrematureClose(error: Error): boolean {
  return "code" in error && (error.code === "ERR_STREAM_PREMATURE_CLOSE" || error.code === "ABORT_ERR");
}
