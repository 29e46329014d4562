import type { Code, Construct, State, TokenizeContext } from "micromark-util-types";
import { codes, isDigit, isLineEnding, isSpace } from "./characters.ts";

/** Characters without which `\[…\]` is an escaped bracket rather than a formula. */
const telling = new Set(Array.from("\\^_=+{<>*/|", (character) => character.codePointAt(0)));

type Style = "single" | "double" | "round" | "square";

/**
 * The styles that were opened and never closed in a text: no later opening can be closed either. Without this, a text of
 * n openings is read n times to its end.
 */
const unclosed = new WeakMap<TokenizeContext, Set<Style>>();

/**
 * Formulas in a line: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, as models write them.
 *
 * One dollar follows pandoc's rule, so that "from $5 to $10" stays what it is: no space after the opening one or before
 * the closing one, no digit after the closing one, all on one line.
 */
export const texText: Construct = {
  name: "texText",
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const hopeless = unclosed.get(this) ?? new Set<Style>();
    unclosed.set(this, hopeless);
    let style: Style = "single";
    let last: Code = null;
    let isTelling = false;

    return start;

    function start(code: Code): State | undefined {
      effects.enter("texText");
      effects.enter("texTextMarker");
      effects.consume(code);
      return code === codes.dollar ? afterDollar : afterBackslash;
    }

    function afterDollar(code: Code): State | undefined {
      if (code === codes.dollar && style === "single") {
        style = "double";
        effects.consume(code);
        return afterDollar;
      }
      if (code === null || code === codes.dollar) return nok(code);
      if (style === "single" && (isSpace(code) || isLineEnding(code))) return nok(code);
      if (hopeless.has(style)) return nok(code);
      effects.exit("texTextMarker");
      return between(code);
    }

    function afterBackslash(code: Code): State | undefined {
      if (code === codes.leftParenthesis) style = "round";
      else if (code === codes.leftBracket) style = "square";
      else return nok(code);
      if (hopeless.has(style)) return nok(code);
      effects.consume(code);
      effects.exit("texTextMarker");
      return between;
    }

    function between(code: Code): State | undefined {
      if (code === null) {
        if (style !== "single") hopeless.add(style);
        return nok(code);
      }
      if (isLineEnding(code)) {
        if (style === "single") return nok(code);
        last = code;
        effects.enter("lineEnding");
        effects.consume(code);
        effects.exit("lineEnding");
        return between;
      }
      const closer = style === "single" || style === "double" ? codes.dollar : codes.backslash;
      if (code === closer) return effects.attempt({ tokenize: tokenizeClose, partial: true }, done, data)(code);
      return data(code);
    }

    function data(code: Code): State | undefined {
      effects.enter("texTextData");
      return first(code);
    }

    function first(code: Code): State | undefined {
      // A dollar that does not close a single-dollar formula means that there was none.
      if (style === "single" && code === codes.dollar) return nok(code);
      return consume(code);
    }

    function consume(code: Code): State | undefined {
      if (telling.has(code ?? undefined)) isTelling = true;
      last = code;
      effects.consume(code);
      return code === codes.backslash ? escaped : inside;
    }

    /** What follows a backslash cannot close anything. */
    function escaped(code: Code): State | undefined {
      if (code === null || isLineEnding(code)) return inside(code);
      last = code;
      effects.consume(code);
      return inside;
    }

    function inside(code: Code): State | undefined {
      if (code === null || isLineEnding(code) || code === codes.dollar || code === codes.backslash) {
        effects.exit("texTextData");
        return between(code);
      }
      return consume(code);
    }

    function done(code: Code): State | undefined {
      if (style === "single" && isDigit(code)) return nok(code);
      if (style === "square" && !isTelling) return nok(code);
      effects.exit("texText");
      return ok(code);
    }

    function tokenizeClose(
      closing: Parameters<NonNullable<Construct["tokenize"]>>[0],
      closed: State,
      open: State,
    ): State {
      const second =
        style === "double" ? codes.dollar : style === "round" ? codes.rightParenthesis : codes.rightBracket;
      return (code) => {
        if (style === "single" && isSpace(last)) return open(code);
        closing.enter("texTextMarker");
        closing.consume(code);
        if (style !== "single") return afterFirst;
        closing.exit("texTextMarker");
        return closed;
      };

      function afterFirst(code: Code): State | undefined {
        if (code !== second) return open(code);
        closing.consume(code);
        closing.exit("texTextMarker");
        return closed;
      }
    }
  },
};
