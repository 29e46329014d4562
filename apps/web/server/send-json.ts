import type { ServerResponse } from "node:http";
import { errorTable, publicErrorData, toAppError } from "@causerie/api";

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** Answers an error outside any procedure in the form that tRPC's clients read. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { http, trpc, text } = errorTable[toAppError(error).code];
  sendJson(response, http, {
    error: { message: text, code: -32_000, data: { code: trpc, httpStatus: http, ...publicErrorData(error) } },
  });
}
