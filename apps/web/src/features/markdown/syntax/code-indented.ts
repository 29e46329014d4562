import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import { isLineEnding, isSpace } from "./characters.ts";

/** A tab counts as the columns that it fills, each of which micromark passes as a space of its own. */
const indentation = 4;

/** Consumes four columns of space; `otherwise` goes on after as many as there are when there are fewer. */
function indent(effects: Effects, next: State, otherwise: State): State {
  let columns = 0;
  const inside: State = (code) => {
    if (columns < indentation && isSpace(code)) {
      columns += 1;
      effects.consume(code);
      return inside;
    }
    effects.exit("linePrefix");
    return columns < indentation ? otherwise(code) : next(code);
  };
  return (code) => {
    if (!isSpace(code)) return otherwise(code);
    columns = 0;
    effects.enter("linePrefix");
    return inside(code);
  };
}

/** Line endings up to the next line of the code: blank ones belong to it when such a line comes after them. */
const nextLine: Construct = {
  partial: true,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const lineEnding: State = (code) => {
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return lineStart;
    };
    const shorter: State = (code) => (isLineEnding(code) ? lineEnding(code) : nok(code));
    const indented = indent(effects, ok, shorter);
    const lineStart: State = (code) => (this.parser.lazy[this.now().line] ? nok(code) : indented(code));
    return lineEnding;
  },
};

/**
 * Indented code. micromark's own takes the line after it for one that interrupts a paragraph, so that no list can start there
 * at 2, and makes a block of each line when the first comes after a quote without its sign: the same code would read
 * otherwise on its own. (`partial` says that there is nothing to interrupt.)
 */
export const codeIndented: Construct = {
  name: "codeIndented",
  partial: true,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const content: State = (code) => {
      if (code === null || isLineEnding(code)) return lineEnd(code);
      effects.enter("codeFlowValue");
      return inside(code);
    };
    const after: State = (code) => {
      effects.exit("codeIndented");
      return ok(code);
    };
    const further = effects.attempt(nextLine, content, after);
    const lineEnd: State = (code) => (code === null ? after(code) : further(code));

    return (code) => {
      effects.enter("codeIndented");
      return indent(effects, content, nok)(code);
    };

    function inside(code: Code): State | undefined {
      if (code === null || isLineEnding(code)) {
        effects.exit("codeFlowValue");
        return lineEnd(code);
      }
      effects.consume(code);
      return inside;
    }
  },
};
