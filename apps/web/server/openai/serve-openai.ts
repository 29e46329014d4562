import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "@causerie/api";
import { AppError } from "@causerie/core";
import { readCredentials } from "../credentials.ts";
import type { RequestFacts } from "../request-facts.ts";
import { rateLimitHeaders } from "../rest/rate-limit-headers.ts";
import { sendJson } from "../send-json.ts";
import type { SessionCookieOptions } from "../session-cookie.ts";
import { requirePrincipal } from "../signed-in.ts";
import { readJsonBody } from "./json-body.ts";
import { openAnswer } from "./open-answer.ts";

const completionsPath = "/api/v1/chat/completions";
const modelsPath = "/api/v1/models";

/** The most bytes of one request: images travel in it. */
export const maxCompletionBytes = 20 * 1024 * 1024;

/** Whether the path is one of OpenAI's interface. */
export function isOpenAiPath(path: string): boolean {
  return path === completionsPath || path === modelsPath || path.startsWith(`${modelsPath}/`);
}

type Call = { app: App; cookie: SessionCookieOptions; path: string };

/** Answers in OpenAI's form: `POST /api/v1/chat/completions`, `GET /api/v1/models`, `GET /api/v1/models/<id>`. */
export async function serveOpenAi(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  call: Call,
): Promise<void> {
  const { completions } = call.app.services;
  const isCompletion = call.path === completionsPath;
  if (request.method !== (isCompletion ? "POST" : "GET")) {
    throw new AppError("METHOD_NOT_ALLOWED", { message: "no such method" });
  }
  // Before the body is read: a stranger's is not worth the memory.
  const principal = await requirePrincipal(request, facts, {
    ...call,
    scope: "chat",
    limit: isCompletion ? "send" : "default",
    onRateLimit: rateLimitHeaders(response),
  });
  if (isCompletion) {
    const input = completions.parse(await readJsonBody(request, maxCompletionBytes));
    const answer = openAnswer(response, input);
    const check = async () => call.app.services.auth.authenticate(await readCredentials(request, call.cookie), facts);
    answer.end(await completions.complete(principal, input, { ...answer, check }));
  } else if (call.path === modelsPath) {
    sendJson(response, 200, { object: "list", data: await completions.listModels(principal) });
  } else {
    sendJson(response, 200, await completions.getModel(principal, decodeId(call.path.slice(modelsPath.length + 1))));
  }
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
