import { randomInt } from "node:crypto";

export type CallType = "query" | "mutation" | "subscription";

/** How a call was answered; `code` is null when it was not refused. */
export type Answer = { status: number; code: string | null; body: unknown };

/** Calls a procedure as any program can. A subscription is left as soon as it has begun. */
export async function call(
  url: string,
  procedure: { path: string; type: CallType },
  request: { input?: unknown; headers?: Record<string, string> },
): Promise<Answer> {
  const { path, type } = procedure;
  const { input, headers } = request;
  const address = `${url}/api/trpc/${path}`;
  const leave = new AbortController();
  const sent = {
    "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`,
    ...(type === "mutation" ? { "content-type": "application/json" } : {}),
    ...(type === "subscription" ? { accept: "text/event-stream" } : {}),
    ...headers,
  };
  const response =
    type === "mutation"
      ? await fetch(address, { method: "POST", headers: sent, body: JSON.stringify(input ?? null) })
      : await fetch(input === undefined ? address : `${address}?input=${encodeURIComponent(JSON.stringify(input))}`, {
          headers: sent,
          signal: leave.signal,
        });
  if (type === "subscription" && response.ok) {
    const body = await firstFailure(response);
    leave.abort();
    return { status: response.status, code: codeOf(body), body };
  }
  const body: unknown = await response.json();
  return { status: response.status, code: codeOf(body), body };
}

/** What a stream that has begun says first, when that is a failure; null: it is something else. */
async function firstFailure(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const complete = text.split("\n\n").slice(0, -1);
    const first = complete.find((block) => block.includes("data:") && !block.includes("event: connected"));
    if (first === undefined) continue;
    const data = /^data: ?(.*)$/m.exec(first)?.[1];
    return first.includes("event: serialized-error") && data ? { error: JSON.parse(data) } : null;
  }
  return null;
}

/** The app's own name of a refusal. */
export function codeOf(body: unknown): string | null {
  const error = field(body, "error");
  const code = field(field(error, "data"), "appCode") ?? field(body, "code");
  return typeof code === "string" ? code : null;
}

export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** A successful call's data. @throws {Error} with the answer when it was refused. */
export function dataOf(answer: Answer): unknown {
  if (answer.code !== null || answer.status >= 300) throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
  return field(field(answer.body, "result"), "data");
}

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
