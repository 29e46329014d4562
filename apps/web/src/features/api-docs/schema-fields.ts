import type { OpenApiOperation } from "@causerie/api";

export type Schema = OpenApiOperation["parameters"][number]["schema"];
export type SchemaField = { name: string; type: string; required: boolean; description?: string | undefined };

const bounds = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"] as const;

/** The fields of an object, each with what may stand in it, in words of JSON Schema. */
export function fieldsOf(schema: Schema | undefined): SchemaField[] {
  return Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeOf(field),
    required: schema?.required?.includes(name) ?? false,
    description: typeof field === "object" ? field.description : undefined,
  }));
}

/** What a value may be, in one line: `string (1…200)`, `"en" | "fr" | null`, `Conversation[]`. */
export function typeOf(schema: Schema | boolean | undefined): string {
  if (typeof schema !== "object") return "any";
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "any";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(" | ");
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "any");
  if (type === "array") return `${typeOf(Array.isArray(schema.items) ? undefined : schema.items)}[]`;
  const [low, high] = bounds
    .map((bound) => schema[bound])
    .reduce<[string, string]>(
      ([low, high], bound, at) =>
        bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER
          ? [low, high]
          : at % 2 === 0
            ? [String(bound), high]
            : [low, String(bound)],
      ["", ""],
    );
  return low || high ? `${type} (${low}…${high})` : type;
}
