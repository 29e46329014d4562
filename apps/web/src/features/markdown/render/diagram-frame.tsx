"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { type DiagramColours, readColours, watchColours } from "./diagram-colours.ts";
import { useSandbox } from "./use-sandbox.ts";

/**
 * The drawing, made inside a sandboxed frame of an opaque origin: Mermaid builds SVG and style elements from text that a
 * model wrote, which the page's own policy rightly forbids. The frame can reach neither the page nor the network.
 */
export function DiagramFrame({ source, label, onFailed }: { source: string; label: string; onFailed: () => void }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [colours, setColours] = useState<DiagramColours | undefined>(undefined);
  const content = useMemo(() => ({ source, colours }), [source, colours]);
  const { size, failed } = useSandbox(frame, content);

  // The external system is the theme, which lives in the style sheet and in an attribute of <html>.
  useEffect(() => {
    setColours(readColours());
    return watchColours(() => setColours(readColours()));
  }, []);

  // The parent shows the source instead.
  useEffect(() => {
    if (failed) onFailed();
  }, [failed, onFailed]);

  if (!colours) return <div className="diagram-frame" />;
  return (
    <iframe
      ref={frame}
      className="diagram-frame"
      src="/sandbox/diagram.html"
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      title={label}
      height={size?.height ?? 240}
    />
  );
}
