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

function render(behaviour: FakeBehaviour, model: string, promptTokens: number): Frames {
  const crlf = behaviour.crlf ?? false;
  const text = behaviour.text ?? lorem(behaviour.tokens ?? 64);
  const tokens = splitTokens(text);
  const thoughts = splitTokens(behaviour.reasoning ?? "");
  const textPieces = joinInto(tokens, behaviour.chunks ?? tokens.length);
  const deltas = [
    ...thoughts.map((thought) => ({
      role: "assistant",
      content: "",
      reasoning: thought,
      reasoning_details: [{ type: "reasoning.text", text: thought, format: "unknown", index: 0 }],
    })),
    ...textPieces.map((content) => ({ role: "assistant", content })),
  ];
  const usage = {
    prompt_tokens: promptTokens,
    completion_tokens: tokens.length + thoughts.length,
    total_tokens: promptTokens + tokens.length + thoughts.length,
    cost: behaviour.cost ?? 0.000123,
    is_byok: false,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: thoughts.length },
  };
  const finish = behaviour.finishReason ?? "stop";
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
