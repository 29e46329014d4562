import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { MarkdownLabels } from "../markdown-labels.ts";
import { hiddenHost, type SafeLink } from "./safe-url.ts";

/**
 * A link out of an answer: opens elsewhere, tells the other side nothing, is marked, and shows where it really leads
 * when its text says something else.
 */
export function SafeAnchor({
  link,
  text,
  labels,
  children,
}: {
  link: SafeLink;
  text: string;
  labels: MarkdownLabels;
  children: ReactNode;
}) {
  const host = hiddenHost(text, link);
  return (
    <>
      <a href={link.href} target="_blank" rel="noopener noreferrer nofollow ugc" referrerPolicy="no-referrer">
        <bdi>{children}</bdi>
        {/* A word joiner, so that the mark never stands alone at the start of a line. */}
        <span className="link-icon">
          {"\u2060"}
          <ExternalLink aria-hidden />
        </span>
        <span className="sr-only"> {labels.opensInNewTab}</span>
      </a>
      {host && <bdi className="link-host"> ({host})</bdi>}
    </>
  );
}
