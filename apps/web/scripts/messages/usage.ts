/** A key that a source file asks for by a literal: `useTranslations("auth")` and `t("title")` make `auth.title`. */
export function literalKeys(source: string): string[] {
  return [...translators(source)].flatMap(([name, namespace]) => {
    const calls = source.matchAll(new RegExp(`\\b${name}(?:\\.(?:rich|markup|raw))?\\(\\s*"([^"]+)"`, "g"));
    return [...calls].map((call) => [namespace, call[1]].filter(Boolean).join("."));
  });
}

/** Every string literal of a source file, also within a template: what might be a key or the end of one. */
export function stringLiterals(source: string): string[] {
  return [...source.matchAll(/["'`]([\w.-]+)["'`]/g)].map((match) => match[1] ?? "");
}

/** Templates that might make keys, `suggestions.${name}.label`, as patterns of the keys' ends. */
export function templatePatterns(source: string): RegExp[] {
  return [...source.matchAll(/`([\w.-]*(?:\$\{[^`{}]+\}[\w.-]*)+)`/g)]
    .map((match) => (match[1] ?? "").split(/\$\{[^}]+\}/))
    .filter((parts) => parts.some((part) => /\w/.test(part)))
    .map((parts) => new RegExp(`(^|\\.)${parts.map((part) => RegExp.escape(part)).join("[^.]+")}$`));
}

/** Which variable of a file translates within which namespace. */
function translators(source: string): Map<string, string> {
  const found = new Map<string, string>();
  const make = /(?:useTranslations|getTranslations)\(\s*(?:"([^"]*)")?\s*\)/;
  for (const match of source.matchAll(new RegExp(`const (\\w+) = (?:await )?${make.source}`, "g"))) {
    if (match[1]) found.set(match[1], match[2] ?? "");
  }
  for (const match of source.matchAll(/const \[([^=]+)\] = await Promise\.all\(\[([\s\S]+?)\]\);/g)) {
    const names = splitAtCommas(match[1] ?? "");
    splitAtCommas(match[2] ?? "").forEach((expression, index) => {
      const call = make.exec(expression);
      const name = names[index];
      if (call && name && /^\w+$/.test(name)) found.set(name, call[1] ?? "");
    });
  }
  return found;
}

/** `a, { b, c }, d(e, f)` → three parts. */
function splitAtCommas(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
