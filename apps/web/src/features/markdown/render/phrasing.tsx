import type { LinkReference, PhrasingContent } from "mdast";
import { Fragment, type ReactNode } from "react";
import { deepest, inside, type Place, type RenderContext } from "./context.ts";
import { FootnoteMark } from "./footnote-mark.tsx";
import { MathView } from "./math-view.tsx";
import { type Paired, pairTags } from "./pair-tags.ts";
import { PicturePlaceholder } from "./picture.tsx";
import { SafeAnchor } from "./safe-anchor.tsx";
import { readLink, showOverrides } from "./safe-url.ts";
import { toText } from "./to-text.ts";

/** Text-level nodes → React. Everything that is not named here is shown as its words. */
export function renderPhrasing(nodes: readonly PhrasingContent[], context: RenderContext, place: Place): ReactNode {
  if (place.depth > deepest) return toText(nodes);
  return pairTags(nodes).map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: nodes have no identity but their place, and never move
    <Fragment key={index}>{renderNode(node, context, inside(place))}</Fragment>
  ));
}

function renderNode(node: Paired, context: RenderContext, place: Place): ReactNode {
  switch (node.type) {
    case "text":
      return node.value;
    case "emphasis":
      return <em>{renderPhrasing(node.children, context, place)}</em>;
    case "strong":
      return <strong>{renderPhrasing(node.children, context, place)}</strong>;
    case "delete":
      return <del>{renderPhrasing(node.children, context, place)}</del>;
    case "inlineCode":
      return <code dir="ltr">{showOverrides(node.value)}</code>;
    case "break":
      return <br />;
    case "link":
      return renderLink(node.url, node.children, context, place);
    case "linkReference":
      return renderReference(node, context, place);
    case "image":
      return renderImage(node.url, node.alt, context, place);
    case "imageReference": {
      const url = context.links.get(node.identifier);
      return url === undefined ? `![${node.alt ?? ""}]` : renderImage(url, node.alt, context, place);
    }
    case "footnoteReference":
      return <FootnoteMark label={node.label ?? node.identifier} identifier={node.identifier} context={context} />;
    case "inlineMath":
      return <MathView tex={node.value} display={node.display} />;
    case "tagged": {
      const Tag = node.name;
      return (
        <Tag>
          {node.children.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Fragment key={index}>{renderNode(child, context, inside(place))}</Fragment>
          ))}
        </Tag>
      );
    }
    case "html":
      return node.value;
    default:
      return null;
  }
}

function renderLink(
  url: string,
  children: readonly PhrasingContent[],
  context: RenderContext,
  place: Place,
): ReactNode {
  const link = readLink(url);
  const content = renderPhrasing(children, context, { ...place, insideLink: true });
  if (place.insideLink) return content;
  // An address that may not be linked to is shown, so that nothing of the answer is lost.
  if (!link)
    return toText(children) === url ? (
      content
    ) : (
      <>
        {content} ({url})
      </>
    );
  return (
    <SafeAnchor link={link} text={toText(children)} labels={context.labels}>
      {content}
    </SafeAnchor>
  );
}

function renderReference(node: LinkReference, context: RenderContext, place: Place): ReactNode {
  const url = context.links.get(node.identifier);
  if (url !== undefined) return renderLink(url, node.children, context, place);
  const end = node.referenceType === "full" ? `][${node.label ?? node.identifier}]` : "]";
  return (
    <>
      [{renderPhrasing(node.children, context, place)}
      {end}
    </>
  );
}

function renderImage(url: string, alt: string | null | undefined, context: RenderContext, place: Place): ReactNode {
  if (place.insideLink) return alt;
  return <PicturePlaceholder url={url} alt={alt ?? ""} labels={context.labels} />;
}
