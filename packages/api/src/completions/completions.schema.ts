import { z } from "zod";

/**
 * What of OpenAI's chat completions is taken, and passed on as it is unless it says otherwise. Anything else is refused by
 * name: what is dropped in silence would change what a program means.
 */

const textPart = z.looseObject({ type: z.literal("text"), text: z.string() });
const imagePart = z.looseObject({
  type: z.literal("image_url"),
  image_url: z.looseObject({ url: z.string(), detail: z.enum(["auto", "low", "high"]).optional() }),
});
const text = z.union([z.string(), z.array(textPart).min(1)], "expected text");

const toolCall = z.looseObject({
  id: z.string(),
  type: z.literal("function"),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});

const message = z.discriminatedUnion("role", [
  z.looseObject({ role: z.enum(["system", "developer"]), content: text }),
  z.looseObject({
    role: z.literal("user"),
    content: z.union(
      [z.string(), z.array(z.discriminatedUnion("type", [textPart, imagePart])).min(1)],
      "expected a text, or parts of type text and image_url",
    ),
  }),
  // Loose: what a model said of its reasoning goes back to it as it came.
  z.looseObject({ role: z.literal("assistant"), content: text.nullish(), tool_calls: z.array(toolCall).optional() }),
  z.looseObject({ role: z.literal("tool"), tool_call_id: z.string(), content: text }),
]);

const jsonSchema = z.record(z.string(), z.unknown());
const name = z.string().regex(/^[\w-]{1,64}$/, "expected letters, digits, _ and -, at most 64");

const tool = z.looseObject({
  type: z.literal("function", "only functions are supported"),
  function: z.looseObject({ name, description: z.string().optional(), parameters: jsonSchema.optional() }),
});

const responseFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({ name, schema: jsonSchema.optional() }),
  }),
]);

const tokens = z.number().int().min(1).max(10_000_000);
const penalty = z.number().min(-2).max(2);

/** What goes to the model as it is. */
const passedOn = {
  messages: z.array(message).min(1, "expected at least one message").max(10_000),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: tokens.nullish(),
  max_completion_tokens: tokens.nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(16)]).nullish(),
  seed: z.number().int().nullish(),
  presence_penalty: penalty.nullish(),
  frequency_penalty: penalty.nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  tools: z.array(tool).min(1).max(1_000).optional(),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      z.looseObject({ type: z.literal("function"), function: z.looseObject({ name }) }),
    ])
    .optional(),
  parallel_tool_calls: z.boolean().optional(),
  response_format: responseFormat.optional(),
  reasoning_effort: z.string().max(20).nullish(),
  verbosity: z.string().max(20).nullish(),
  user: z.string().max(512).optional(),
  // Of OpenRouter and of the servers that people run themselves.
  reasoning: z.looseObject({}).optional(),
  top_k: z.number().int().min(0).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  repetition_penalty: z.number().min(0).max(2).nullish(),
};

/** What decides here how the call is made. */
const decided = {
  /** `provider/model`; absent or `default`: the person's own, else the server's. */
  model: z.string().max(200).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .object({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  n: z.literal(1, "one answer a request is all there is").nullish(),
  store: z.boolean().nullish(),
  /** Keeps the exchange as a conversation: the one that metadata names, else a new one. */
  metadata: z.strictObject({ conversation_id: z.string().max(64).optional() }).nullish(),
  // Of OpenAI's own operation: they say nothing of the answer, and mean nothing elsewhere.
  service_tier: z.enum(["auto", "default"], "only the default tier is there").nullish(),
  prompt_cache_key: z.string().nullish(),
  safety_identifier: z.string().nullish(),
};

export const completionInput = z.strictObject({ ...decided, ...passedOn });
export type CompletionInput = z.infer<typeof completionInput>;

/** The part of an input that goes to the model; null is taken for absent. */
export function fieldsPassedOn(input: CompletionInput): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key in passedOn) {
    const value = input[key as keyof typeof passedOn];
    if (value !== undefined && value !== null) fields[key] = value;
  }
  return fields;
}

/** Where the images of all messages are. */
export function imageUrls(messages: CompletionInput["messages"]): string[] {
  return messages.flatMap(({ role, content }) => {
    if (role !== "user" || typeof content === "string") return [];
    return content.flatMap((part) => (part.type === "image_url" ? [part.image_url.url] : []));
  });
}

/** A model of the catalogue in OpenAI's form, and what else is known of it. */
export type ListedModel = {
  id: string;
  object: "model";
  /** Seconds since 1970; catalogues do not say it: 0. */
  created: number;
  owned_by: string;
  name: string;
  context_length: number | null;
  max_output_tokens: number | null;
};
