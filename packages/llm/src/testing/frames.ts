import type { FakeBehaviour } from "./behaviour.ts";
import { joinInto, lorem, splitTokens } from "./lorem.ts";

/** A whole answer as the bytes of its server-sent events: one entry a piece, then the entry that ends it. */
export type Frames = { pieces: Buffer[]; ending: Buffer };

const id = "gen-1234567890-fakefakefakefakefake";
const created = 1_790_000_000;

/** The shape of a chunk as OpenRouter sends it. */
function chunk(model: string, delta: object, rest: { finish?: string | null; usage?: object } = {}): object {
  const finish = rest.finish ?? null;
  return {
    id,
    provider: "FakeProvider",
    model,
    object: "chat.completion.chunk",
    created,
    choices: [{ index: 0, delta, finish_reason: finish, native_finish_reason: finish, logprobs: null }],
    ...(rest.usage === undefined ? {} : { usage: rest.usage }),
  };
}

export function event(data: string, crlf: boolean): string {
  return crlf ? `data: ${data}\r\n\r\n` : `data: ${data}\n\n`;
}

const cache = new Map<string, Frames>();

/**
 * The frames of an answer. They are kept, because a load test asks for the same answer thousands of times.
 *
 * @param asked the model in the request.
 */
export function framesOf(behaviour: FakeBehaviour, asked: string, promptTokens: number): Frames {
  const key = JSON.stringify([behaviour, asked, promptTokens]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const frames = render(behaviour, behaviour.model ?? asked, promptTokens);
  if (cache.size > 100) cache.clear();
  cache.set(key, frames);
  return frames;
}

const bodies = new Map<string, Buffer>();

/** An answer that was not asked for as a stream, kept as its frames are. */
export function wholeAnswer(behaviour: FakeBehaviour, asked: string, promptTokens: number): Buffer {
  const key = JSON.stringify([behaviour, asked, promptTokens]);
  const known = bodies.get(key);
  if (known !== undefined) return known;
  const { text, tokens, thoughts, usage, finish } = said(behaviour, promptTokens);
  const { reasoning, toolCall } = behaviour;
  const call = toolCall && { id: "call_1", type: "function", function: toolCall };
  const message = {
    role: "assistant",
    content: toolCall ? null : text,
    refusal: null,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(call ? { tool_calls: [call] } : {}),
  };
  const body = Buffer.from(
    JSON.stringify({
      id,
      provider: "FakeProvider",
      model: behaviour.model ?? asked,
      object: "chat.completion",
      created,
      choices: [{ index: 0, message, finish_reason: finish, native_finish_reason: finish, logprobs: null }],
      ...(behaviour.usage === false ? {} : { usage: usage(tokens.length + thoughts.length, thoughts.length) }),
    }),
  );
  if (bodies.size > 100) bodies.clear();
  bodies.set(key, body);
  return body;
}

function said(behaviour: FakeBehaviour, promptTokens: number) {
  const text = behaviour.text ?? lorem(behaviour.tokens ?? 64);
  return {
    text,
    tokens: splitTokens(text),
    thoughts: splitTokens(behaviour.reasoning ?? ""),
    finish: behaviour.finishReason ?? (behaviour.toolCall ? "tool_calls" : "stop"),
    usage: (completion: number, reasoning: number) => ({
      prompt_tokens: promptTokens,
      completion_tokens: completion,
      total_tokens: promptTokens + completion,
      cost: behaviour.cost ?? 0.000123,
      is_byok: false,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: reasoning },
    }),
  };
}

/** A tool call in pieces: its name, then its arguments in two halves. */
function toolDeltas({ name, arguments: text }: NonNullable<FakeBehaviour["toolCall"]>): object[] {
  const half = Math.ceil(text.length / 2);
  const begin = { index: 0, id: "call_1", type: "function", function: { name, arguments: "" } };
  return [
    { role: "assistant", content: null, tool_calls: [begin] },
    ...[text.slice(0, half), text.slice(half)].map((piece) => ({
      tool_calls: [{ index: 0, function: { arguments: piece } }],
    })),
  ];
}

function render(behaviour: FakeBehaviour, model: string, promptTokens: number): Frames {
  const crlf = behaviour.crlf ?? false;
  const answer = said(behaviour, promptTokens);
  const { tokens, thoughts, finish } = answer;
  const textPieces = joinInto(tokens, behaviour.chunks ?? tokens.length);
  const deltas = [
    ...thoughts.map((thought) => ({
      role: "assistant",
      content: "",
      reasoning: thought,
      reasoning_details: [{ type: "reasoning.text", text: thought, format: "unknown", index: 0 }],
    })),
    ...(behaviour.toolCall
      ? toolDeltas(behaviour.toolCall)
      : textPieces.map((content) => ({ role: "assistant", content }))),
  ];
  const usage = answer.usage(tokens.length + thoughts.length, thoughts.length);
  const ending = [
    ...(finish === "" ? [] : [chunk(model, { role: "assistant", content: "" }, { finish })]),
    ...(behaviour.usage === false ? [] : [chunk(model, { role: "assistant", content: "" }, { usage })]),
  ].map((value) => event(JSON.stringify(value), crlf));
  if (behaviour.done !== false) ending.push(event("[DONE]", crlf));
  return {
    pieces: deltas.map((delta) => Buffer.from(event(JSON.stringify(chunk(model, delta)), crlf))),
    ending: Buffer.from(ending.join("")),
  };
}

/** OpenRouter's error in the middle of a stream. */
export function errorFrame(behaviour: FakeBehaviour): Buffer {
  const error = { code: 502, message: behaviour.message ?? "Provider returned error" };
  const choices = [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: "error" }];
  return Buffer.from(event(JSON.stringify({ id, object: "chat.completion.chunk", created, error, choices }), false));
}
