import { appErrorCodes } from "@causerie/core";
import { z } from "zod";
import { chatEvent } from "../chat/chat.schema.ts";
import { errorTable } from "../errors.ts";
import { createSchemaWriter, type JsonSchema } from "./component-schemas.ts";
import { curlOf, exampleOf } from "./examples.ts";
import { type RestRoute, restRoutes } from "./rest-routes.ts";

export type OpenApiParameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
};
type Content = Record<string, { schema: JsonSchema; example?: unknown }>;
export type OpenApiOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters: OpenApiParameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content; $ref?: never } | { $ref: string }>;
  "x-codeSamples"?: { lang: string; source: string }[];
};
export type OpenApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object; responses: object };
  /** Every code that a problem may have. */
  "x-problems": { code: string; status: number; title: string }[];
};

/** What one meets first, first; then what other programs' habits are kept for, and what only admins may. */
const tagOrder = [
  ...["auth", "conversations", "messages", "runs", "search", "invites", "shares", "shared"],
  ...["catalogue", "keys", "usage", "budgets"],
  ...["ai", "sessions", "history"],
  ...["users", "active-runs", "providers", "settings", "audit", "system"],
];
const rank = (tag: string) => (tagOrder.includes(tag) ? tagOrder.indexOf(tag) : tagOrder.length);

let written: OpenApiDocument | undefined;

/** The description of all that is below `/api/v1`, in OpenAPI 3.1: written once from the router itself. */
export function openApiDocument(): OpenApiDocument {
  written ??= writeDocument();
  return written;
}

function writeDocument(): OpenApiDocument {
  const schemas = createSchemaWriter();
  const paths: OpenApiDocument["paths"] = {};
  const tags = new Set<string>();
  // What the streams are made of stands in none of their schemas: to OpenAPI they are text.
  schemas.write(chatEvent, "output");
  for (const route of restRoutes()) {
    const operation = writeOperation(route, schemas.write);
    for (const tag of operation.tags) tags.add(tag);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Causerie", version: "1", description: introduction },
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [...tags].sort((a, b) => rank(a) - rank(b)).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token, or an API key." },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
      },
      responses: {
        Problem: {
          description: "What went wrong (RFC 9457).",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      schemas: { Problem: problemSchema, ...schemas.components },
    },
    "x-problems": Object.entries(errorTable).map(([code, { http: status, text: title }]) => ({ code, status, title })),
  };
}

function writeOperation(route: RestRoute, write: ReturnType<typeof createSchemaWriter>["write"]): OpenApiOperation {
  const { name, method, path, summary, anyone, scope, kind } = route;
  const streams = kind === "subscription";
  const example = exampleOf(name);
  const needs = scope && scope !== "any" ? `An API key needs the scope \`${scope}\`.` : null;
  const personal = !scope && !anyone ? "Takes a person's access token: no API key may." : null;
  const description = [route.description, needs, personal].filter((text) => text).join("\n\n");
  const status = route.status ?? (streams || route.output ? 200 : 204);
  const input = route.input ? write(route.input, "input") : null;
  const fields = Object.entries(input?.properties ?? {});
  const inPath = new Set(route.segments.flatMap((segment) => (typeof segment === "string" ? [] : segment.field)));
  const inQuery = method === "GET" || method === "DELETE";
  const isRequired = (field: string) => input?.required?.includes(field) ?? false;
  const parameters = fields
    .filter(([field]) => inPath.has(field) || (inQuery && !(streams && field === "lastEventId")))
    .map(
      ([field, schema]): OpenApiParameter => ({
        name: field,
        in: inPath.has(field) ? "path" : "query",
        required: inPath.has(field) || isRequired(field),
        schema: withoutNull(asSchema(schema)),
        ...exampleValue(example?.params?.[field] ?? example?.query?.[field]),
      }),
    );
  if (method === "POST") parameters.push(idempotencyKey);
  if (streams) parameters.push(lastEventId);

  const rest = fields.filter(([field]) => !inPath.has(field));
  const body = route.body
    ? asSchema(input?.properties?.[route.body])
    : {
        type: "object" as const,
        properties: Object.fromEntries(rest),
        required: rest.flatMap(([field]) => (isRequired(field) ? field : [])),
        additionalProperties: false,
      };
  const sendsBody = !inQuery && rest.length > 0;
  const outputSchema = route.output ? write(route.output, "output") : null;
  const content: Content | undefined = streams
    ? { "text/event-stream": { schema: { type: "string" }, ...exampleValue(example?.response) } }
    : outputSchema
      ? { "application/json": { schema: outputSchema, ...exampleValue(example?.response) } }
      : undefined;
  return {
    operationId: name,
    tags: [tagOf(route)],
    summary,
    ...(description ? { description } : {}),
    ...(anyone ? { security: [] } : {}),
    parameters,
    ...(sendsBody
      ? {
          requestBody: {
            required: (body.required ?? []).length > 0,
            content: { "application/json": { schema: body, ...exampleValue(example?.body) } },
          },
        }
      : {}),
    responses: {
      [String(status)]: { description: statusTexts[status], ...(content ? { content } : {}) },
      default: { $ref: "#/components/responses/Problem" },
    },
    ...(example
      ? { "x-codeSamples": [{ lang: "curl", source: curlOf({ method, path, anyone, streams }, example) }] }
      : {}),
  };
}

const statusTexts = { 200: "Done.", 201: "Made.", 202: "Begun.", 204: "Done; there is nothing to say." };

const exampleValue = (example: unknown) => (example === undefined ? {} : { example });
const asSchema = (schema: JsonSchema | boolean | undefined): JsonSchema => (typeof schema === "object" ? schema : {});

/** Of a query's parameter: it is there or it is not. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const kinds = schema.anyOf?.filter((kind) => typeof kind !== "object" || kind.type !== "null");
  const [only] = kinds ?? [];
  return kinds?.length === 1 && typeof only === "object" ? only : schema;
}

/** Under which heading it stands: the collection that the path begins with. */
function tagOf({ segments }: RestRoute): string {
  return String(segments[0]);
}

const idempotencyKey: OpenApiParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same request with the same key is done once; its answer is given again for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};
const lastEventId: OpenApiParameter = {
  name: "Last-Event-ID",
  in: "header",
  required: false,
  description: "The id of the last event that was seen: the stream goes on right after it.",
  schema: { type: "string", maxLength: 100 },
};

const problemSchema = z.toJSONSchema(
  z.object({
    type: z.string().meta({ description: "Where this server explains the code." }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(appErrorCodes),
    params: z.record(z.string(), z.union([z.string(), z.number()])).meta({ description: "What the text names." }),
    errors: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .meta({ description: "Which fields are wrong, and why." }),
    instance: z.string().optional().meta({ description: "The request, as the server's log names it." }),
  }),
  { io: "input" },
);

const introduction = [
  "The same server that people use, for programs. Send an access token or an API key as `Authorization: Bearer …`, or a key as `X-API-Key`.",
  "Lists come in pages: `nextCursor` of one is the `cursor` of the next; null: it was the last.",
  "A refusal is `application/problem+json`. `RateLimit` says how many calls are left, `Retry-After` when to try again.",
  "Every POST takes an `Idempotency-Key`.",
  "Beside these stand `POST /chat/completions` and `GET /models` in OpenAI's own form, for programs that speak it.",
].join("\n\n");
