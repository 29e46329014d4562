// Nodes that our syntax adds to mdast, and the micromark tokens that they are made from.
import type { Literal, Node } from "mdast";

/** A formula on a line (or, with `display`, one that asks for a line of its own). */
export interface InlineMath extends Literal {
  type: "inlineMath";
  display: boolean;
}

/** A formula that is a block. */
export interface BlockMath extends Literal {
  type: "math";
}

/** One of the few HTML tags that are known by name; see safe-tag.ts. */
export interface SafeTag extends Node {
  type: "safeTag";
  name: SafeTagName;
  closing: boolean;
}

export const safeTagNames = ["sub", "sup", "kbd", "mark"] as const;
export type SafeTagName = (typeof safeTagNames)[number];

declare module "mdast" {
  interface PhrasingContentMap {
    inlineMath: InlineMath;
    safeTag: SafeTag;
  }
  interface RootContentMap {
    inlineMath: InlineMath;
    safeTag: SafeTag;
    math: BlockMath;
  }
  interface BlockContentMap {
    math: BlockMath;
  }
}

declare module "micromark-util-types" {
  interface TokenTypeMap {
    texText: "texText";
    texTextMarker: "texTextMarker";
    texTextData: "texTextData";
    texFlow: "texFlow";
    texFlowFence: "texFlowFence";
    texFlowData: "texFlowData";
    safeTag: "safeTag";
  }
}
