import { openApiDocument, restRoutes } from "@causerie/api";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";

const document = openApiDocument();
const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** What a program may get wrong, made from the document alone. */
const operations = restRoutes().map(({ name, method, path }) => {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const media = operation?.requestBody?.content["application/json"];
  const query = operation?.parameters.filter((parameter) => parameter.in === "query") ?? [];
  const values = Object.fromEntries(operation?.parameters.map((field) => [field.name, String(field.example)]) ?? []);
  const address = path.replaceAll(/\{(\w+)\}/g, (_whole, field: string) => encodeURIComponent(values[field] ?? "x"));
  return { name, method, address, schema: media?.schema, example: media?.example ?? {}, query };
});
type Operation = (typeof operations)[number];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  // Whoever may do everything is refused by what they send alone.
  await app.db.asSystem("test: make an admin", (tx) => tx.user.updateMany({ data: { role: "admin" } }));
  const [ada] = await app.db.asSystem("test", (tx) => tx.user.findMany({ select: { id: true } }));
  app.services.auth.accountChanged(ada?.id ?? "", { sessionsEnded: false });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Everything that is kept but the log of who tried what. */
async function countRows(): Promise<Record<string, number>> {
  const names = [
    "user",
    "conversation",
    "message",
    "run",
    "queuedMessage",
    "apiKey",
    "inviteLink",
    "shareLink",
  ] as const;
  return server.app.db.asSystem("test", async (tx) => {
    const counts: Record<string, number> = {};
    for (const name of names) {
      const table: { count(): Promise<number> } = tx[name];
      counts[name] = await table.count();
    }
    return counts;
  });
}

const unknownName = (known: readonly string[]) =>
  fc.string({ minLength: 1, maxLength: 20 }).filter((name) => !known.includes(name) && name.isWellFormed());

/** A body with a field too many, one too few, or one that its schema does not allow; null: there is no such way. */
function badBody({ schema, example }: Operation): fc.Arbitrary<unknown> | null {
  if (!schema) return null;
  const fields = Object.keys(schema.properties ?? {});
  const whole: Record<string, unknown> = { ...(example as object) };
  const extra = fc
    .tuple(unknownName([...fields, "__proto__"]), fc.jsonValue())
    .map(([name, value]) => ({ ...whole, [name]: value }));
  const missing = (schema.required ?? []).map((name) => {
    const { [name]: _gone, ...rest } = whole;
    return fc.constant(rest);
  });
  const wrong = fields.map((name) => {
    const accepts = ajv.compile({ ...asObject(schema.properties?.[name]), components: document.components });
    return fc
      .jsonValue()
      .filter((value) => !accepts(value) && !accepts(tidied(value)))
      .map((value) => ({ ...whole, [name]: value }));
  });
  const otherwise = fc.oneof(fc.array(fc.jsonValue()), fc.string(), fc.integer(), fc.constant(null));
  return fc.oneof(extra, ...missing, ...wrong, otherwise);
}

/** A text as the server puts it right before it looks at it; its pattern in the document is of what comes out of that. */
const tidied = (value: unknown) => (typeof value === "string" ? value.normalize("NFKC").trim() : value);

const asObject = (schema: unknown): object => (typeof schema === "object" && schema !== null ? schema : {});

function badQuery({ query }: Operation): fc.Arbitrary<string> {
  const known = query.map(({ name }) => name);
  const extra = fc.tuple(
    unknownName(known),
    fc.string({ maxLength: 10 }).filter((text) => text.isWellFormed()),
  );
  const twice = known.map((name) => fc.constant(`?${name}=1&${name}=2`));
  return fc.oneof(
    extra.map(([name, value]) => `?${new URLSearchParams([[name, value]])}`),
    ...twice,
  );
}

async function refused(operation: Operation, search: string, body: unknown): Promise<void> {
  const response = await fetch(`${server.origin}/api/v1${operation.address}${search}`, {
    method: operation.method,
    headers: { ...server.bearer, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const problem: { status?: number; code?: string } = await response.json();
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect([400, 404, 413, 422]).toContain(response.status);
  expect(problem.status).toBe(response.status);
}

describe.each(operations)("$name", (operation) => {
  test("answers bad input with a problem, and writes nothing", async () => {
    const before = await countRows();
    const body = badBody(operation);
    if (body)
      await fc.assert(
        fc.asyncProperty(body, (sent) => refused(operation, "", sent)),
        { numRuns: 12 },
      );
    await fc.assert(
      fc.asyncProperty(badQuery(operation), (search) => refused(operation, search, undefined)),
      { numRuns: 4 },
    );
    expect(await countRows()).toEqual(before);
  });
});

test.each([
  ["less than none", "-1"],
  ["a part of a millionth", "0.5"],
  ["more than there is", "1e300"],
  ["beyond all numbers", "1e999"],
  ["no number", "NaN"],
  ["a number in words", '"1"'],
])("a budget of %s is refused, everyone's and a key's", async (_what, amount) => {
  const budget = `{"subject":"everyone","period":"day","kind":"hard","limitMicros":${amount}}`;
  const key = `{"name":"A","scopes":["chat"],"budgetPeriod":"day","budgetMicros":${amount}}`;
  for (const [method, path, body] of [
    ["PUT", "/budgets", budget],
    ["POST", "/keys", key],
  ] as const) {
    const headers = { ...server.bearer, "content-type": "application/json" };
    const response = await fetch(`${server.origin}/api/v1${path}`, { method, body, headers });
    expect(await response.json()).toMatchObject({ status: 400, code: "INVALID_INPUT" });
  }
  const { budgets, keys } = await server.app.db.asSystem("test", async (tx) => ({
    budgets: await tx.budget.count(),
    keys: await tx.apiKey.count(),
  }));
  expect({ budgets, keys }).toEqual({ budgets: 0, keys: 0 });
});
