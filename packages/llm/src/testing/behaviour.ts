/** How the fake upstream answers one request for a chat completion. Everything left out is as a healthy provider does it. */
export type FakeBehaviour = {
  /** What is answered; by default `tokens` tokens of Markdown. */
  text?: string;
  tokens?: number;
  /** Reasoning that comes before the text. */
  reasoning?: string;
  /** A tool that the model calls instead of answering. */
  toolCall?: { name: string; arguments: string };
  /** Into how many pieces the text is cut; by default one a token. */
  chunks?: number;
  /** Between two pieces; 0 writes them without pause. */
  intervalMs?: number;
  /** Before the first piece; keep-alive comments come meanwhile. */
  firstTokenMs?: number;
  /** Between two keep-alive comments; 0: none. */
  keepAliveMs?: number;
  /** Answers with this status and an error body instead of a stream. */
  status?: number;
  /** The message of that error, or of the error chunk. */
  message?: string;
  /** The error body itself instead of one made from `message`. */
  body?: string;
  /** The `Retry-After` header. */
  retryAfter?: string;
  /** What goes wrong once `after` pieces are written. */
  fault?: Fault;
  after?: number;
  /** The finish reason; an empty string leaves it out. */
  finishReason?: string;
  /** Whether the stream ends with `[DONE]`. */
  done?: boolean;
  /** Whether tokens and cost are reported. */
  usage?: boolean;
  /** In dollars. */
  cost?: number;
  /** The model that says it answered; by default the one asked for. */
  model?: string;
  /** Writes the stream in pieces of this many bytes, wherever that cuts a character. */
  splitBytes?: number;
  /** Carriage returns before the line feeds. */
  crlf?: boolean;
};

/**
 * - `stall`: writes nothing more and keeps the connection open
 * - `cut`: breaks the connection
 * - `cut-character`: breaks the connection inside the next character that has several bytes
 * - `end`: ends the response in order, without a finish reason
 * - `garbage`: writes an event that is no JSON
 * - `error-chunk`: writes OpenRouter's error inside the stream
 * - `never`: does not even begin a response
 */
export type Fault = (typeof faults)[number];
const faults = ["stall", "cut", "cut-character", "end", "garbage", "error-chunk", "never"] as const;

const shortcuts: Record<string, FakeBehaviour> = {
  empty: { text: "" },
  "content-filter": { finishReason: "content_filter", text: "" },
  length: { finishReason: "length" },
  "rate-limit": { status: 429, message: "Rate limit exceeded" },
  "context-too-long": {
    status: 400,
    message: "This endpoint's maximum context length is 4096 tokens. However, you requested about 9000 tokens.",
  },
  "key-refused": { status: 401, message: "No auth credentials found" },
  "no-credit": { status: 402, message: "Insufficient credits" },
  "half-utf8": { text: "Voilà déjà l’été : 🌞 日本語 🏳️‍🌈", splitBytes: 1 },
  huge: { tokens: 200_000, chunks: 20_000, intervalMs: 0 },
  think: { reasoning: "First I look at the question. Then I answer it." },
};

const numeric = [
  "tokens",
  "chunks",
  "intervalMs",
  "firstTokenMs",
  "keepAliveMs",
  "status",
  "after",
  "cost",
  "splitBytes",
] as const;
const textual = ["text", "reasoning", "message", "body", "retryAfter", "finishReason", "model"] as const;
const switches = ["done", "usage", "crlf"] as const;

/**
 * The behaviour that a person asks for inside a message, for tests that only have a browser:
 * `[[fake: stall after=10]]`, `[[fake: status=503]]`, `[[fake: text="two words" chunks=2 intervalMs=100]]`.
 *
 * @returns null when there is no directive.
 * @throws {Error} naming the word that it does not know.
 */
export function parseDirective(message: string): FakeBehaviour | null {
  const directive = /\[\[fake:\s*([\s\S]*?)\]\]/.exec(message)?.[1];
  if (directive === undefined) return null;
  const behaviour: FakeBehaviour = {};
  for (const [, word = "", quoted, bare] of directive.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)) {
    apply(behaviour, word, quoted ?? bare);
  }
  return behaviour;
}

function apply(behaviour: FakeBehaviour, word: string, value: string | undefined): void {
  const fault = faults.find((name) => name === word);
  const number = numeric.find((name) => name === word);
  const text = textual.find((name) => name === word);
  const flag = switches.find((name) => name === word);
  if (value === undefined && fault !== undefined) behaviour.fault = fault;
  else if (value === undefined && shortcuts[word] !== undefined) Object.assign(behaviour, shortcuts[word]);
  else if (value !== undefined && number !== undefined && Number.isFinite(Number(value)))
    behaviour[number] = Number(value);
  else if (value !== undefined && text !== undefined) behaviour[text] = value.replaceAll("\\n", "\n");
  else if (value !== undefined && flag !== undefined) behaviour[flag] = value === "true";
  else throw new Error(`the fake upstream does not know "${word}"`);
}
