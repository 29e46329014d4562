import { blockQuote, list } from "micromark-core-commonmark";
import type { Construct, ConstructRecord, Extension, State, TokenizeContext } from "micromark-util-types";

/**
 * The container, after whose marker nothing is interrupted any more. micromark remembers to the end of the line that the
 * line came while a paragraph was open, and so refuses a list that starts at 10 in a new item or quote, although the new
 * container has no paragraph yet: the same lines would read otherwise behind a paragraph than on their own.
 */
const afresh = (container: Construct): Construct => ({
  ...container,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const opened: State = (code) => {
      this.interrupt = undefined;
      return ok(code);
    };
    return container.tokenize.call(this, effects, opened, nok);
  },
});

const markers: readonly (readonly [string, Construct])[] = [
  ["*+-0123456789", list],
  [">", blockQuote],
];

/** CommonMark's containers and those of `extension`, read as they would be behind any text. */
export function containersOf(extension: Extension): ConstructRecord {
  const record: ConstructRecord = {};
  for (const [characters, container] of markers) {
    for (const character of characters) record[character.charCodeAt(0)] = afresh(container);
  }
  for (const [code, constructs] of Object.entries(extension.document ?? {})) {
    record[code] = [constructs ?? []].flat().map(afresh);
  }
  return record;
}
