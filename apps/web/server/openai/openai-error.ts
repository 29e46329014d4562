import type { ServerResponse } from "node:http";
import { errorTable, publicErrorData, toAppError } from "@causerie/api";
import type { AppError, AppErrorCode } from "@causerie/core";

type Kind =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "rate_limit_error"
  | "insufficient_quota"
  | "api_error";
type Mapping = { status: number; type: Kind; code: string };

const invalid = (code: string, status = 400): Mapping => ({ status, type: "invalid_request_error", code });
const wrongKey: Mapping = { status: 401, type: "authentication_error", code: "invalid_api_key" };

/** Where OpenAI's own status or code, which programs look at, is another than the one that the table has. */
const ownMappings: Partial<Record<AppErrorCode, Mapping>> = {
  UNAUTHENTICATED: wrongKey,
  SESSION_EXPIRED: wrongKey,
  KEY_INCOMPLETE: wrongKey,
  KEY_INVALID: wrongKey,
  SCOPE_MISSING: { status: 403, type: "permission_error", code: "insufficient_permissions" },
  FORBIDDEN: { status: 403, type: "permission_error", code: "forbidden" },
  MODEL_UNKNOWN: invalid("model_not_found", 404),
  MODEL_NOT_ALLOWED: { status: 403, type: "permission_error", code: "model_not_allowed" },
  // OpenAI has 429 for it, which clients try again by themselves: here that would bring nothing.
  BUDGET_EXCEEDED: { status: 402, type: "insufficient_quota", code: "insufficient_quota" },
  MODEL_CONTEXT_TOO_LONG: invalid("context_length_exceeded"),
  MODEL_CONTENT_FILTER: invalid("content_filter"),
  MODEL_REFUSED_REQUEST: invalid("provider_refused_request"),
  RATE_LIMITED: { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
  MODEL_RATE_LIMITED: { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
};

/** What a second attempt can't mend, although its status is one that clients try again by themselves. */
const lasting: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(["MODEL_KEY_REFUSED", "MODEL_NO_CREDIT", "INTERNAL"]);

/** Answers an error in OpenAI's form; within a stream that has begun, as its last event. */
export function sendOpenAiError(response: ServerResponse, error: unknown): void {
  const appError = toAppError(error);
  const { status, type, code } = ownMappings[appError.code] ?? usual(appError.code);
  const { retryAfterSeconds } = appError.params;
  const body = JSON.stringify({ error: { message: messageOf(appError), type, param: paramOf(appError), code } });
  if (response.headersSent) {
    // Without [DONE]: what came is not the whole answer.
    response.end(`data: ${body}\n\n`);
    return;
  }
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...(typeof retryAfterSeconds === "number" ? { "retry-after": `${retryAfterSeconds}` } : {}),
    // Read by OpenAI's own packages.
    ...(lasting.has(appError.code) ? { "x-should-retry": "false" } : {}),
  });
  response.end(body);
}

function usual(code: AppErrorCode): Mapping {
  const { http } = errorTable[code];
  const name = code.toLowerCase();
  return http < 500 ? invalid(name, http) : { status: http, type: "api_error", code: name };
}

function messageOf(error: AppError): string {
  const wrong = wrongField(error);
  if (wrong) return wrong.param === null ? wrong.message : `${wrong.param}: ${wrong.message}`;
  return error.publicMessage ?? errorTable[error.code].text;
}

function paramOf(error: AppError): string | null {
  const { param } = error.params;
  return wrongField(error)?.param ?? (typeof param === "string" ? param : null);
}

/** The first field that the schema refused. */
function wrongField(error: AppError): { param: string | null; message: string } | null {
  const [first] = Object.entries(publicErrorData(error).fieldErrors ?? {});
  if (!first) return null;
  const [name, [message = ""]] = first;
  const unrecognized = /^Unrecognized keys?: "([^"]+)"/.exec(message)?.[1];
  if (unrecognized) return { param: unrecognized, message: "is not supported" };
  return { param: name === "" ? null : name, message };
}
