import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { appErrorCodes } from "@causerie/core";
import { type Catalogue, checkTexts, compareCatalogues, flatten } from "./messages/catalogue.ts";
import { literalKeys, stringLiterals, templatePatterns } from "./messages/usage.ts";

const root = path.join(import.meta.dirname, "..");
const languages = ["en", "fr"] as const;

/** What the catalogue of errors has beside a text for each code of the domain. */
const otherErrors = ["UNREACHABLE", "signInAgain", "soon"];

/** Everything that is wrong with the catalogues, alone, with each other and with the code; empty: nothing is. */
export function checkMessages(): string[] {
  const catalogues = new Map(languages.map((language) => [language, readCatalogue(language)]));
  const leading = catalogues.get("en") ?? new Map<string, string>();
  const sources = globSync("src/**/*.{ts,tsx}", { cwd: root })
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
  return [
    ...[...catalogues].flatMap(([language, catalogue]) => checkTexts(catalogue, language)),
    ...[...catalogues].flatMap(([language, catalogue]) => compareCatalogues(leading, catalogue, language)),
    ...sources.flatMap(({ file, text }) =>
      absentKeys(literalKeys(text), leading).map((key) => `${file}: there is no ${key}`),
    ),
    ...unusedKeys(
      leading,
      new Set(sources.flatMap(({ text }) => stringLiterals(text))),
      sources.flatMap(({ text }) => templatePatterns(text)),
    ),
    ...[...appErrorCodes, ...otherErrors]
      .filter((code) => !leading.has(`errors.${code}`))
      .map((code) => `errors.${code} is missing`),
  ];
}

function readCatalogue(language: string): Catalogue {
  const directory = path.join(root, "messages", language);
  return new Map(
    globSync("*.json", { cwd: directory })
      .sort()
      .flatMap((file) =>
        flatten(JSON.parse(readFileSync(path.join(directory, file), "utf8")), path.basename(file, ".json")),
      ),
  );
}

function absentKeys(keys: readonly string[], catalogue: Catalogue): string[] {
  return keys.filter((key) => !catalogue.has(key));
}

/** Keys of which no file writes the whole path or the end of it. */
function unusedKeys(catalogue: Catalogue, literals: ReadonlySet<string>, patterns: readonly RegExp[]): string[] {
  const codes = new Set<string>([...appErrorCodes, ...otherErrors].map((code) => `errors.${code}`));
  return (
    [...catalogue.keys()]
      // Those of the audit log are of the API's procedures, which a test of the server holds them against.
      .filter((key) => !/^audit(Actions|Details)\./.test(key))
      .filter((key) => !codes.has(key) && !patterns.some((pattern) => pattern.test(key)))
      .filter((key) => {
        const segments = key.split(".");
        return !segments.some((_, index) => literals.has(segments.slice(index).join(".")));
      })
      .map((key) => `${key} is used nowhere`)
  );
}

if (import.meta.main) {
  const problems = checkMessages();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
