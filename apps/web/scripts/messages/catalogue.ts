import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** Texts by their dotted path, `auth.signIn.title`. */
export type Catalogue = ReadonlyMap<string, string>;

/** The texts of one namespace's file, under the namespace's name. Anything but texts and groups of them is refused. */
export function flatten(json: unknown, path: string): [string, string][] {
  if (typeof json === "string") return [[path, json]];
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error(`${path} is not a text`);
  return Object.entries(json).flatMap(([key, value]) => flatten(value, `${path}.${key}`));
}

/** What is wrong between the language that leads and another: keys that one of them lacks, placeholders that differ. */
export function compareCatalogues(leading: Catalogue, other: Catalogue, language: string): string[] {
  const missing = [...leading.keys()].filter((key) => !other.has(key)).map((key) => `${language}: ${key} is missing`);
  const extra = [...other.keys()].filter((key) => !leading.has(key)).map((key) => `${language}: ${key} is in no other`);
  const different = [...leading].flatMap(([key, text]) => {
    const translation = other.get(key);
    if (translation === undefined) return [];
    const [expected, actual] = [placeholders(text), placeholders(translation)];
    return expected === actual ? [] : [`${language}: ${key} has the placeholders [${actual}] instead of [${expected}]`];
  });
  return [...missing, ...extra, ...different];
}

/** Texts that are empty, can't be parsed, or break the typography of their language. */
export function checkTexts(catalogue: Catalogue, language: string): string[] {
  return [...catalogue].flatMap(([key, text]) => {
    const where = `${language}: ${key}`;
    if (text.trim() === "") return [`${where} is empty`];
    const prose = literals(text);
    if (prose === null) return [`${where} is no valid ICU message`];
    if (/['"]|\.\.\./.test(prose)) return [`${where} has a straight quote or three dots: write ’ “ ” …`];
    if (prose.includes("!")) return [`${where} has an exclamation mark`];
    if (language === "fr" && /(?<![\u00a0\u202f])[;?»]|[^\u00a0\u202f\d/]:(?!\/)|«(?![\u00a0\u202f])/.test(prose)) {
      return [`${where} needs a no-break space at its punctuation (U+202F, before a colon U+00A0)`];
    }
    return [];
  });
}

/** The names and kinds of a text's placeholders, in one comparable line. A text that can't be parsed has none. */
function placeholders(text: string): string {
  const found = new Set<string>();
  const walk = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.add(`${element.value}:${TYPE[element.type]}`);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  walk(parsed(text) ?? []);
  return [...found].sort().join(", ");
}

/** What a reader reads of a text, placeholders left out; null when it can't be parsed. */
function literals(text: string): string | null {
  const walk = (elements: readonly MessageFormatElement[]): string =>
    elements
      .map((element) => {
        if (element.type === TYPE.literal) return element.value;
        if (element.type === TYPE.tag) return walk(element.children);
        if (element.type === TYPE.plural || element.type === TYPE.select) {
          return Object.values(element.options)
            .map((option) => walk(option.value))
            .join("\n");
        }
        return "0";
      })
      .join("");
  const elements = parsed(text);
  return elements && walk(elements);
}

function parsed(text: string): MessageFormatElement[] | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
