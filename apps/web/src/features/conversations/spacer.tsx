"use client";

import { useLayoutEffect, useRef } from "react";

/**
 * Room for rows that are not drawn. Its height is set through the style object, which the page's content policy allows,
 * and never as an attribute in the server's HTML, which it does not.
 */
export function Spacer({ height }: { height: number }) {
  const ref = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (ref.current) ref.current.style.height = `${height}px`;
  }, [height]);
  return <li ref={ref} aria-hidden />;
}
