import { openApiDocument, restRoutes } from "@causerie/api";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";
import { recordExamples } from "./testing/examples.ts";
import type { Recorded } from "./testing/recorder.ts";

const document = openApiDocument();
const routes = restRoutes();
const operations = new Map(routes.map((route) => [route.name, route]));

let server: TestServer;
let examples: Record<string, Recorded>;

beforeAll(async () => {
  server = await startTestServer();
  examples = await recordExamples(server, operations);
});
afterAll(() => server[Symbol.asyncDispose]());

describe("the document", () => {
  test("is served, and is OpenAPI 3.1", async () => {
    const served: Record<string, unknown> = await (await fetch(`${server.origin}/api/v1/openapi.json`)).json();
    const validator = new Validator();
    expect(await validator.validate(structuredClone(served))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  test("would be found wrong, were it", async () => {
    const { info: _info, ...broken } = structuredClone(document);
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  test("gives each heading its place: what one meets first, then old habits, then what is for admins", () => {
    expect(document.tags.map(({ name }) => name)).toEqual([
      ...["auth", "conversations", "messages", "runs", "search", "invites", "shares", "shared"],
      ...["catalogue", "keys", "usage", "budgets"],
      ...["ai", "sessions", "history"],
      ...["users", "active-runs", "providers", "settings", "audit", "system"],
    ]);
  });

  test("names each field of a path", () => {
    for (const route of routes) {
      for (const segment of route.segments) {
        if (typeof segment !== "string") expect(Object.keys(route.input?.shape ?? {})).toContain(segment.field);
      }
    }
  });
});

describe("the examples", () => {
  test("are what a server answers", async () => {
    // `vitest -u` writes what the document shows anew.
    await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot(
      "../../../../packages/api/src/rest/examples.json",
    );
  });

  test.each(routes.map(({ name }) => name))("%s has one that its own schemas accept", (name) => {
    const example = examples[name];
    const operation = operationOf(name);
    if (!example) throw new Error(`Record an example of ${name}`);
    const media = operation.responses[String(example.status)];
    const content = media && "content" in media ? media.content : undefined;
    const answer = content?.["application/json"];
    if (answer) expect(problemsOf(answer.schema, example.response)).toEqual([]);
    const body = operation.requestBody?.content["application/json"];
    if (body) expect(problemsOf(body.schema, example.body ?? {})).toEqual([]);
  });
});

function operationOf(name: string) {
  const route = operations.get(name);
  const operation = route && document.paths[route.path]?.[route.method.toLowerCase()];
  if (!operation) throw new Error(`${name} is not in the document`);
  return operation;
}

function problemsOf(schema: object, value: unknown): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile({ ...schema, components: document.components });
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
