import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import { codes, isLineEnding, isSpace } from "./characters.ts";

/** Consumes spaces and tabs, then goes on. */
function skipSpaces(effects: Effects, next: State): State {
  return (code) => {
    if (!isSpace(code)) return next(code);
    effects.enter("whitespace");
    return inside(code);
  };
  function inside(code: Code): State | undefined {
    if (isSpace(code)) {
      effects.consume(code);
      return inside;
    }
    effects.exit("whitespace");
    return next(code);
  }
}

/** The next line, unless it only belongs to this block by laziness. */
const nextLine: Construct = {
  partial: true,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const lineStart: State = (code) => (this.parser.lazy[this.now().line] ? nok(code) : ok(code));
    return (code) => {
      if (code === null) return nok(code);
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return lineStart;
    };
  },
};

/**
 * A formula as a block: `$$` or `\[` alone on a line, the lines of the formula, `$$` or `\]` alone on a line. Like a fence
 * of code it runs to the end of its container when it is not closed, so that its first line decides what it is.
 */
export const texFlow: Construct = {
  name: "texFlow",
  concrete: true,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const { interrupt } = this;
    let isBracket = false;

    const after: State = (code) => {
      effects.exit("texFlow");
      return ok(code);
    };

    const closing: Construct = {
      partial: true,
      tokenize(closingEffects, closed, open) {
        const end: State = (code) => {
          if (code !== null && !isLineEnding(code)) return open(code);
          closingEffects.exit("texFlowFence");
          return closed(code);
        };
        const second: State = (code) => {
          if (code !== (isBracket ? codes.rightBracket : codes.dollar)) return open(code);
          closingEffects.consume(code);
          return skipSpaces(closingEffects, end);
        };
        const first: State = (code) => {
          if (code !== (isBracket ? codes.backslash : codes.dollar)) return open(code);
          closingEffects.consume(code);
          return second;
        };
        return (code) => {
          closingEffects.enter("texFlowFence");
          return skipSpaces(closingEffects, first)(code);
        };
      },
    };

    const content: State = (code) => {
      if (code === null || isLineEnding(code)) return lineEnd(code);
      effects.enter("texFlowData");
      return inside(code);
    };
    const lineStart: State = effects.attempt(closing, after, content);
    const lineEnd: State = effects.attempt(nextLine, lineStart, after);

    return (code) => {
      isBracket = code === codes.backslash;
      effects.enter("texFlow");
      effects.enter("texFlowFence");
      effects.consume(code);
      return secondMarker;
    };

    function secondMarker(code: Code): State | undefined {
      if (code !== (isBracket ? codes.leftBracket : codes.dollar)) return nok(code);
      effects.consume(code);
      return skipSpaces(effects, fenceEnd);
    }

    function fenceEnd(this: void, code: Code): State | undefined {
      if (code !== null && !isLineEnding(code)) return nok(code);
      effects.exit("texFlowFence");
      // Whether it ends the paragraph before is all that is asked, and must be known before the next line is read: that
      // line's containers depend on it.
      return interrupt ? ok(code) : lineEnd(code);
    }

    function inside(code: Code): State | undefined {
      if (code === null || isLineEnding(code)) {
        effects.exit("texFlowData");
        return lineEnd(code);
      }
      effects.consume(code);
      return inside;
    }
  },
};
