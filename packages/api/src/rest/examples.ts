import recorded from "./examples.json" with { type: "json" };

/** A request and what it was answered, as the tests recorded them on a real server. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  status: number;
  response?: unknown;
};

const examples: Record<string, Example | undefined> = recorded;

/** The example of an operation; undefined: none was recorded. */
export function exampleOf(operation: string): Example | undefined {
  return examples[operation];
}

/** The request of an example as a command for a shell in which `CAUSERIE_URL` and `CAUSERIE_TOKEN` are set. */
export function curlOf(
  operation: { method: string; path: string; anyone: boolean; streams: boolean },
  example: Example,
): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, field: string) => example.params?.[field] ?? field);
  const query = new URLSearchParams(example.query).toString();
  return [
    `curl ${operation.streams ? "-N " : ""}"$CAUSERIE_URL/api/v1${path}${query ? `?${query}` : ""}"`,
    ...(operation.method === "GET" ? [] : [`-X ${operation.method}`]),
    ...(operation.anyone ? [] : ['-H "Authorization: Bearer $CAUSERIE_TOKEN"']),
    ...(example.body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(example.body).replaceAll("'", "'\\''")}'`]),
  ].join(" \\\n  ");
}
