"use client";

import { Button } from "@causerie/ui";
import { Image } from "lucide-react";
import { useState } from "react";
import type { MarkdownLabels } from "../markdown-labels.ts";
import { RemotePicture } from "./remote-picture.tsx";
import { readImage } from "./safe-url.ts";

/**
 * An image in an answer. One that is in the text itself shows; one from elsewhere only after a click, because the request
 * for it could carry what the conversation says to whoever named the address.
 */
export function PicturePlaceholder({ url, alt, labels }: { url: string; alt: string; labels: MarkdownLabels }) {
  const [wanted, setWanted] = useState<string | undefined>(undefined);
  const image = readImage(url);
  // biome-ignore lint/performance/noImgElement: its bytes are in the text; there is nothing to optimise
  if (image?.kind === "inline") return <img src={image.src} alt={alt} />;
  if (!image) return `${labels.imageNotShown}${alt ? ` (${alt})` : ""}`;
  if (wanted === image.src) return <RemotePicture src={image.src} alt={alt} labels={labels} />;
  return (
    <span className="picture-placeholder">
      {alt && <span dir="auto">{alt}</span>}
      <Button size="small" onClick={() => setWanted(image.src)}>
        <Image aria-hidden />
        <span className="truncate">{labels.loadImage(image.host)}</span>
      </Button>
    </span>
  );
}
