import type { TestServer } from "../../testing/server.ts";

export type Recorded = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  status: number;
  response?: unknown;
};

type Request = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Who asks; absent: ada. */
  as?: Record<string, string>;
  /** Stops reading a stream once this much of it is there. */
  until?: string;
  /** `false`: the call only leads to what is to be shown. */
  record?: boolean;
  /** What to show of a field, by its name, where the answer says what differs from machine to machine. */
  shown?: Record<string, unknown>;
};

/** Calls operations as a program would, and keeps what was asked and answered in a form that is the same each time. */
export function createRecorder(server: TestServer, operations: ReadonlyMap<string, { method: string; path: string }>) {
  const recorded: Record<string, Recorded> = {};
  const stable = createStableNames();

  return {
    /** All that was recorded, with ids, times, secrets and durations that stand for the real ones. */
    examples: (): Record<string, Recorded> => JSON.parse(stable(JSON.stringify(recorded))),

    /** Calls an operation and answers its body. @throws {Error} when it fails. */
    // biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at by whoever asked.
    async call(name: string, request: Request = {}): Promise<any> {
      const operation = operations.get(name);
      if (!operation) throw new Error(`There is no operation ${name}`);
      const { params, query, body, as = server.bearer, until, record = true, shown = {} } = request;
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, field: string) => params?.[field] ?? "");
      const search = query ? `?${new URLSearchParams(query)}` : "";
      const response = await fetch(`${server.origin}/api/v1${path}${search}`, {
        method: operation.method,
        headers: { ...as, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = until === undefined ? await response.text() : await readUntil(response, until);
      if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
      const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
      const answer: unknown = isJson ? JSON.parse(text) : text;
      if (record)
        recorded[name] = {
          ...(params ? { params } : {}),
          ...(query ? { query } : {}),
          ...(body === undefined ? {} : { body }),
          status: response.status,
          ...(text === "" ? {} : { response: replaceFields(answer, shown) }),
        };
      return answer;
    },
  };
}

const replaceFields = (answer: unknown, shown: Record<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value) => (Object.hasOwn(shown, name) ? shown[name] : value)));

async function readUntil(response: Response, end: string): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const found = text.indexOf(end);
    const over = found < 0 ? -1 : text.indexOf("\n\n", found);
    if (over >= 0) return text.slice(0, over + 2);
  }
  return text;
}

/** Puts the same names in the place of what is new with each run: the first conversation is always the same one. */
function createStableNames(): (text: string) => string {
  return (text) => {
    const known = new Map<string, string>();
    const counts = new Map<string, number>();
    return (
      text
        .replaceAll(/\b(usr|key|conv|msg|run|inv|shr|prv|imp)_[0-9a-z]{26}\b/g, (id, prefix: string) => {
          const count = (counts.get(prefix) ?? 0) + (known.has(id) ? 0 : 1);
          if (!known.has(id)) counts.set(prefix, count);
          const name = known.get(id) ?? `${prefix}_01jd3w${String(count).padStart(20, "0")}`;
          known.set(id, name);
          return name;
        })
        .replaceAll(/ \[\[fake:[^\]]*\]\]/g, "")
        .replaceAll(/"(nextCursor|next_cursor)":"[^"]+"/g, '"$1":"example-cursor"')
        .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "https://models.example.org")
        .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "2026-11-21T10:00:00.000Z")
        // Written a moment after the first call: whether before this one is a matter of pace.
        .replaceAll(/"lastSeenAt":"[^"]+"/g, '"lastSeenAt":null')
        .replaceAll(/"(accessToken|access_token)":"[^"]+"/g, '"$1":"eyJhbGciOiJIUzI1NiJ9.example"')
        .replaceAll(/"(key|token|prefix)":"[^"]{8,}"/g, '"$1":"example-$1"')
        .replaceAll(/\\"(firstTokenMs|durationMs)\\":\d+/g, '\\"$1\\":420')
        .replaceAll(/"(firstTokenMs|durationMs)":\d+/g, '"$1":420')
        .replaceAll(/retry: \d+/g, "retry: 500")
    );
  };
}
