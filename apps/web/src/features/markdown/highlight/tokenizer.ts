import { createCssVariablesTheme, createHighlighterCore, type GrammarState, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { grammars, type Language } from "./languages.ts";
import type { HighlightRequest, Line, Token } from "./protocol.ts";

const prefix = "--code-";
const theme = createCssVariablesTheme({ name: "causerie", variablePrefix: prefix, fontStyle: false });

/** The theme's colour variables → the classes of the style sheet (packages/ui/src/styles/code.css). */
const classes: Record<string, string> = {
  [`var(${prefix}token-comment)`]: "code-comment",
  [`var(${prefix}token-keyword)`]: "code-keyword",
  [`var(${prefix}token-string)`]: "code-string",
  [`var(${prefix}token-string-expression)`]: "code-string",
  [`var(${prefix}token-constant)`]: "code-constant",
  [`var(${prefix}token-function)`]: "code-function",
  [`var(${prefix}token-parameter)`]: "code-parameter",
  [`var(${prefix}token-punctuation)`]: "code-punctuation",
  [`var(${prefix}token-link)`]: "code-link",
  [`var(${prefix}token-inserted)`]: "code-inserted",
  [`var(${prefix}token-deleted)`]: "code-deleted",
};

/** How long one line may take, in milliseconds. The first ones of a language include making its rules ready. */
const lineLimitMs = { first: 5_000, later: 500 } as const;

let highlighter: Promise<HighlighterCore> | undefined;
const loaded = new Map<Language, Promise<void>>();
const isReady = new Set<Language>();
const states = new Map<number, GrammarState>();

function getHighlighter(): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    themes: [theme],
    langs: [],
  });
  return highlighter;
}

async function load(core: HighlighterCore, language: Language): Promise<void> {
  const loading = loaded.get(language) ?? grammars[language]().then((grammar) => core.loadLanguage(grammar.default));
  loaded.set(language, loading);
  await loading;
}

function toLine(tokens: readonly { content: string; color?: string }[]): Line {
  const line: Token[] = [];
  for (const { content, color } of tokens) {
    const className = classes[color ?? ""] ?? "";
    const last = line.at(-1);
    // Fewer elements: neighbours of one colour, and blanks of any, are one.
    if (last && (last[1] === className || content.trim() === "")) line[line.length - 1] = [last[0] + content, last[1]];
    else line.push([content, className]);
  }
  return line;
}

function highlight(
  core: HighlighterCore,
  code: string,
  language: Language,
  grammarState: GrammarState | undefined,
): { lines: Line[]; state: GrammarState | undefined } {
  const tokenizeTimeLimit = isReady.has(language) ? lineLimitMs.later : lineLimitMs.first;
  const options = { lang: language, theme: "causerie", tokenizeMaxLineLength: 2_000, tokenizeTimeLimit };
  const result = core.codeToTokens(code, grammarState ? { ...options, grammarState } : options);
  isReady.add(language);
  return { lines: result.tokens.map(toLine), state: result.grammarState };
}

/**
 * The coloured lines of a request's code, one for each of its lines.
 *
 * @throws when the grammar can't be loaded or does not understand the code.
 */
export async function highlightRequest(
  request: Extract<HighlightRequest, { kind: "highlight" }>,
): Promise<readonly Line[]> {
  const core = await getHighlighter();
  await load(core, request.language);
  const lines = request.code.split("\n");
  const state = states.get(request.session);
  if (request.keep === 0) return highlight(core, request.code, request.language, state).lines;
  const kept = highlight(core, lines.slice(0, request.keep).join("\n"), request.language, state);
  if (kept.state) states.set(request.session, kept.state);
  if (request.keep >= lines.length) return kept.lines;
  const rest = highlight(core, lines.slice(request.keep).join("\n"), request.language, kept.state);
  return [...kept.lines, ...rest.lines];
}

/** Forgets where a session stood. */
export function endSession(session: number): void {
  states.delete(session);
}
