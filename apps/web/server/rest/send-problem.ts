import type { ServerResponse } from "node:http";
import { toAppError, toProblem } from "@causerie/api";
import { MethodNotAllowed } from "./route-table.ts";

/** Answers an error as RFC 9457 has it, with the headers that go with it. */
export function sendProblem(
  response: ServerResponse,
  error: unknown,
  options: { requestId: string; body?: string | undefined },
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = toProblem(error, options);
  if (error instanceof MethodNotAllowed) response.setHeader("allow", error.allow);
  if (problem.status === 401) response.setHeader("www-authenticate", 'Bearer realm="causerie"');
  const { retryAfterSeconds } = toAppError(error).params;
  if (typeof retryAfterSeconds === "number") response.setHeader("retry-after", String(retryAfterSeconds));
  response.writeHead(problem.status, {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(problem));
}
