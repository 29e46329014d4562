export type Language = "en" | "fr";

/** What a message to the guide is about. */
export type Topic = "welcome" | "openrouter" | "ollama" | "compatible" | "formatting" | "help";

const frenchWords =
  /\b(je|tu|il|nous|vous|les?|des|une?|est|sont|comment|pourquoi|quel(le)?s?|bonjour|salut|merci|aide|avec|dans|pour|que|qui|cl[ée]|oui|mod[eè]le|connecter|montre)\b|[éèêàçùœ]|\b[ldjcnsq]['’]/gi;
const englishWords =
  /\b(the|is|are|how|what|why|which|hello|hi|thanks|please|help|with|for|who|that|you|your|can|do|does|an?|to|my|model|key|connect|show)\b/gi;

/** The language that has more of its common words in `text`; English when neither has. */
export function languageOf(text: string): Language {
  return count(text, frenchWords) > count(text, englishWords) ? "fr" : "en";
}

function count(text: string, words: RegExp): number {
  return text.match(words)?.length ?? 0;
}

const topics: readonly [Topic, RegExp][] = [
  ["ollama", /\bollama\b|\blocal(e|ly|ement)?\b|hors ligne|offline/i],
  ["openrouter", /open\s?router/i],
  ["compatible", /vllm|mistral|llama\.?cpp|openai|compatible|lm studio/i],
  ["formatting", /markdown|format|d[ée]mo|table|code|math|latex|formul|katex|exemple|example/i],
  ["help", /\b(help|aide|connect\w*|config\w*|set ?up|install\w*|provider|fournisseur|cl[ée]|key|api)\b/i],
];

/** The first topic that `text` names; `welcome` when it names none. */
export function topicOf(text: string): Topic {
  return topics.find(([, words]) => words.test(text))?.[0] ?? "welcome";
}
