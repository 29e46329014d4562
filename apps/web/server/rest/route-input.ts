import type { RestRoute } from "@causerie/api";
import { AppError } from "@causerie/core";
import { z } from "zod";

/** What a request brings, before any of it is checked. */
export type RequestParts = { params: Record<string, string>; query: URLSearchParams; body: unknown };

/**
 * A procedure's input from a request's path, query and body. The procedure itself checks the values; here it is only told
 * apart what it does not know, which a schema would drop in silence, and query texts become numbers and booleans.
 *
 * @throws {AppError} INVALID_INPUT naming each field that is unknown.
 */
export function routeInput(route: RestRoute, parts: RequestParts): unknown {
  const shape: Record<string, z.core.$ZodType> = route.input?.shape ?? {};
  const inBody = route.method !== "GET" && route.method !== "DELETE";
  const unknown: string[] = [];
  const input: Record<string, unknown> = {};

  for (const name of new Set(parts.query.keys())) {
    const values = parts.query.getAll(name);
    const [value = ""] = values;
    const schema = Object.hasOwn(shape, name) && !Object.hasOwn(parts.params, name) ? shape[name] : undefined;
    if (inBody || !schema || values.length > 1) unknown.push(name);
    else input[name] = fromText(schema, value);
  }
  if (inBody) {
    const body = parts.body === undefined ? {} : parts.body;
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
      throw new AppError("INVALID_INPUT", { message: "no object", publicMessage: "Send a JSON object." });
    }
    const given = route.body === undefined ? body : { [route.body]: body };
    for (const [name, value] of Object.entries(given)) {
      const schema = Object.hasOwn(shape, name) && !Object.hasOwn(parts.params, name) ? shape[name] : undefined;
      if (schema) unknown.push(...unknownFields(schema, value, name));
      else unknown.push(name);
    }
    Object.assign(input, given);
  } else if (parts.body !== undefined) {
    throw new AppError("INVALID_INPUT", { message: "a body", publicMessage: `${route.method} takes no body.` });
  }
  if (unknown.length > 0) refuse(unknown);
  if (!route.input) return undefined;
  return { ...input, ...parts.params };
}

function refuse(names: readonly string[]): never {
  const issues = names.map((name) => ({
    code: "custom" as const,
    path: name.split("."),
    message: "There is no such field, or it was given twice.",
    input: undefined,
  }));
  throw new AppError("INVALID_INPUT", { message: "unknown fields", cause: new z.ZodError(issues) });
}

/** The schema under what only says whether and how a value may be absent. */
function innerOf(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return wrapped ? innerOf(schema.unwrap()) : schema;
}

/** A query's text as the number or boolean that is asked for; what is neither stays a text, for the schema to refuse. */
function fromText(schema: z.core.$ZodType, text: string): unknown {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodNumber && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (inner instanceof z.ZodBoolean && (text === "true" || text === "false")) return text === "true";
  return text;
}

function unknownFields(schema: z.core.$ZodType, value: unknown, path: string): string[] {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, at) => unknownFields(inner.element, item, `${path}.${at}`));
  }
  if (!(inner instanceof z.ZodObject) || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const known = Object.hasOwn(inner.shape, name) ? inner.shape[name] : undefined;
    return known ? unknownFields(known, field, `${path}.${name}`) : [`${path}.${name}`];
  });
}
