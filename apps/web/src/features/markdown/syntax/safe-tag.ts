import type { Code, Construct, State } from "micromark-util-types";
import { codes, isSpace } from "./characters.ts";
import { safeTagNames } from "./nodes.ts";

const known = new Set<string>(["br", ...safeTagNames]);
const longest = 4;

/**
 * `<br>`, `<sub>`, `<sup>`, `<kbd>` and `<mark>`, opening or closing, without attributes: what models write because
 * Markdown has no sign for it. Everything else in angle brackets is text; no HTML parser takes part.
 */
export const safeTag: Construct = {
  name: "safeTag",
  tokenize(effects, ok, nok) {
    let name = "";

    return (code) => {
      effects.enter("safeTag");
      effects.consume(code);
      return open;
    };

    function open(code: Code): State | undefined {
      if (code === codes.slash) {
        effects.consume(code);
        return letters;
      }
      return letters(code);
    }

    function letters(code: Code): State | undefined {
      if (code !== null && code > 64 && code < 123 && name.length < longest) {
        name += String.fromCharCode(code).toLowerCase();
        effects.consume(code);
        return letters;
      }
      return known.has(name) ? end(code) : nok(code);
    }

    function end(code: Code): State | undefined {
      if (isSpace(code) || code === codes.slash) {
        effects.consume(code);
        return end;
      }
      if (code !== codes.greaterThan) return nok(code);
      effects.consume(code);
      effects.exit("safeTag");
      return ok;
    }
  },
};
