import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type FakeBehaviour, parseDirective } from "./behaviour.ts";
import { answer } from "./fake-answer.ts";
import { fakeModels } from "./fake-models.ts";
import { createWheel } from "./wheel.ts";

/** What the upstream received, as it came. */
export type ReceivedRequest = {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
  /** Whether the client closed the connection before the answer's end. */
  closedEarly: boolean;
};

export type FakeUpstream = {
  /** Where it listens, e.g. `http://127.0.0.1:41234`. */
  origin: string;
  /** For `OPENROUTER_BASE_URL`. */
  baseUrl: string;
  /** Requests for chat completions, oldest first; the last thousand. */
  readonly requests: ReceivedRequest[];
  /** How the next request is answered; several calls queue up. A directive in the message goes before it. */
  next(behaviour: FakeBehaviour): void;
  /** How requests are answered when nothing else is said. */
  default(behaviour: FakeBehaviour): void;
  /** What the list of models answers; null makes it fail. */
  models(list: unknown | null): void;
  /** Forgets requests and behaviours. */
  reset(): void;
  close(): Promise<void>;
};

/**
 * A server that speaks OpenRouter's wire format, for tests and benchmarks: `GET /api/v1/models`, `POST
 * /api/v1/chat/completions`. From another process it is told what to do by `POST /control` with
 * `{ "next": [...], "default": {...}, "reset": true }`, and `GET /control` gives what it received.
 */
export async function startFakeUpstream(options: { port?: number } = {}): Promise<FakeUpstream> {
  const wheel = createWheel();
  const requests: ReceivedRequest[] = [];
  let queue: FakeBehaviour[] = [];
  let usual: FakeBehaviour = {};
  let modelList: unknown | null = fakeModels;

  function complete(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const received = record(request, body);
    requests.push(received);
    if (requests.length > 1000) requests.shift();
    response.on("close", () => {
      received.closedEarly = !response.writableFinished;
    });
    const text = lastUserText(body);
    let behaviour: FakeBehaviour;
    try {
      behaviour = parseDirective(text) ?? queue.shift() ?? usual;
    } catch (error) {
      behaviour = { status: 400, message: String(error) };
    }
    const model = typeof body === "object" && body !== null && "model" in body ? String(body.model) : "unknown";
    const stream = typeof body === "object" && body !== null && "stream" in body && body.stream === true;
    answer(response, behaviour, { model, promptTokens: Math.ceil(text.length / 4), stream }, wheel);
  }

  function control(response: ServerResponse, body: unknown): void {
    const { next = [], default: fallback, reset } = body as ControlBody;
    if (reset) resetAll();
    queue.push(...next);
    if (fallback !== undefined) usual = fallback;
    json(response, 200, { ok: true });
  }

  function resetAll(): void {
    requests.length = 0;
    queue = [];
    usual = {};
    modelList = fakeModels;
  }

  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    readJson(request).then(
      (body) => {
        const path = (request.url ?? "").split("?", 1)[0] ?? "";
        if (path === "/control" && request.method === "POST") control(response, body);
        else if (path === "/control") json(response, 200, { requests });
        else if (path.endsWith("/models"))
          json(response, modelList === null ? 503 : 200, modelList ?? { error: { message: "down" } });
        else if (path.endsWith("/chat/completions")) complete(request, response, body);
        else json(response, 404, { error: { message: "Not found", code: 404 } });
      },
      () => json(response, 400, { error: { message: "The body is no JSON", code: 400 } }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    baseUrl: `${origin}/api/v1`,
    requests,
    next: (behaviour) => queue.push(behaviour),
    default(behaviour) {
      usual = behaviour;
    },
    models(list) {
      modelList = list;
    },
    reset: resetAll,
    close() {
      wheel.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Trusted: only tests send it. */
type ControlBody = { next?: FakeBehaviour[]; default?: FakeBehaviour; reset?: boolean };

function record(request: IncomingMessage, body: unknown): ReceivedRequest {
  const { method = "", url = "", headers } = request;
  return { method, path: url, headers, body, closedEarly: false };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** The text of the newest user message in a request, whose content may be a string or parts. */
function lastUserText(body: unknown): string {
  if (typeof body !== "object" || body === null || !("messages" in body) || !Array.isArray(body.messages)) return "";
  const message = body.messages.findLast((entry) => entry?.role === "user");
  const content: unknown = message?.content;
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part) => String(part?.text ?? "")).join("") : "";
}
