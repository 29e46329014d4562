"use client";

import { useMemo, useRef } from "react";
import type { MarkdownLabels } from "../markdown-labels.ts";
import { useSandbox } from "./use-sandbox.ts";

/**
 * A remote image that the reader has asked for. It is loaded by a sandboxed frame with a policy of its own, so that the
 * page itself never needs permission to load images from elsewhere.
 */
export function RemotePicture({ src, alt, labels }: { src: string; alt: string; labels: MarkdownLabels }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const content = useMemo(() => ({ src, alt }), [src, alt]);
  const { size, failed } = useSandbox(frame, content);
  if (failed) return `${labels.imageNotShown}${alt ? ` (${alt})` : ""}`;
  return (
    <iframe
      ref={frame}
      className="picture-frame"
      src="/sandbox/picture.html"
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      title={alt || src}
      width={size?.width ?? 320}
      height={size?.height ?? 180}
    />
  );
}
