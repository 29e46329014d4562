import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "@causerie/api";
import { AppError } from "@causerie/core";
import type { RequestFacts } from "./request-facts.ts";
import { sendJson } from "./send-json.ts";
import type { SessionCookieOptions } from "./session-cookie.ts";
import { requirePrincipal } from "./signed-in.ts";

export const importPrefix = "/api/import/";

/** The most bytes of one part; a file of any size is as many parts as it takes. */
export const maxPartBytes = 16 * 1024 * 1024;
const partType = "application/offset+octet-stream";

/**
 * Answers `PATCH /api/import/<id>`: a part of a file, which begins at the byte that `Upload-Offset` says. What came of it
 * before a connection broke is kept; `imports.status` says how much that is. (The core of the tus protocol.)
 */
export async function serveImportPart(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  options: { app: App; cookie: SessionCookieOptions; path: string },
): Promise<void> {
  if (request.method !== "PATCH") throw new AppError("NOT_FOUND", { message: "parts are only written" });
  const { userId } = await requirePrincipal(request, facts, { ...options, scope: "conversations:write" });
  if (request.headers["content-type"] !== partType) throw new AppError("UNSUPPORTED_MEDIA_TYPE");
  const offset = request.headers["upload-offset"];
  if (typeof offset !== "string" || !/^\d{1,15}$/.test(offset)) {
    throw new AppError("INVALID_INPUT", { message: "Upload-Offset is missing" });
  }
  const id = options.path.slice(importPrefix.length);
  const chunks: AsyncIterable<Buffer> = request;
  try {
    const part = { offset: Number(offset), chunks: limited(chunks) };
    sendJson(response, 200, await options.app.services.imports.append(userId, id, part));
  } catch (error) {
    // The sender went away in the middle of a part: nobody is left to answer, and what came is kept.
    if (!request.complete && request.destroyed) return;
    throw error;
  }
}

/** A part that does not say how long it is still ends somewhere. */
async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxPartBytes) throw new AppError("PAYLOAD_TOO_LARGE", { params: { limit: maxPartBytes } });
    yield chunk;
  }
}
