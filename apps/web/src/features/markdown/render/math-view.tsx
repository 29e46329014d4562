"use client";

import { useEffect, useRef, useState } from "react";

export type MathViewProps = {
  tex: string;
  /** Set on a line of its own. */
  display?: boolean;
  /** A block, not part of a paragraph. */
  block?: boolean;
  /** Whether the formula is still being written; it is typeset when it is whole. */
  growing?: boolean;
};

/**
 * A formula, typeset by KaTeX, which is loaded when the first one appears. Until then, and when it is no TeX, its source
 * shows. KaTeX builds elements through the DOM, never from markup, so no text of an answer is ever read as HTML.
 */
export function MathView({ tex, display = false, block = false, growing = false }: MathViewProps) {
  const target = useRef<HTMLSpanElement>(null);
  const [typeset, setTypeset] = useState<string | undefined>(undefined);

  // The external system is KaTeX, which draws into an element that React leaves alone.
  useEffect(() => {
    let isCurrent = true;
    if (!growing) {
      import("./typeset.ts")
        .then(({ typeset: draw }) => {
          if (isCurrent && target.current) setTypeset(draw(tex, target.current, display) ? tex : undefined);
        })
        // A chunk that cannot be fetched leaves the source, which says the same.
        .catch(() => setTypeset(undefined));
    }
    return () => {
      isCurrent = false;
    };
  }, [tex, display, growing]);

  const isTypeset = typeset === tex;
  const Wrapper = block ? "div" : "span";
  return (
    <Wrapper dir="ltr" className={display ? "math-block" : "math-inline"}>
      <code hidden={isTypeset}>{tex}</code>
      <span ref={target} hidden={!isTypeset} />
    </Wrapper>
  );
}
