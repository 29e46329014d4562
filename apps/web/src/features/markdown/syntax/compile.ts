import type { CompileContext, Extension, Token } from "mdast-util-from-markdown";
import { type InlineMath, safeTagNames } from "./nodes.ts";

function data(this: CompileContext, token: Token): void {
  this.config.enter.data?.call(this, token);
  this.config.exit.data?.call(this, token);
}

/** The item whose first text is being read; none when what looks like a task's box only stands behind an empty item. */
function itemOf(context: CompileContext) {
  const holder = context.stack.at(-2);
  return holder?.type === "listItem" ? holder : undefined;
}

/** How the tokens of our syntax become mdast nodes. */
export const compileSyntax: Extension = {
  enter: {
    texText(token) {
      const marker = this.sliceSerialize(token).slice(0, 2);
      const node: InlineMath = { type: "inlineMath", value: "", display: marker === "$$" || marker === "\\[" };
      this.enter(node, token);
      this.buffer();
    },
    texFlow(token) {
      this.enter({ type: "math", value: "" }, token);
      this.buffer();
    },
    taskListCheck(token) {
      if (!itemOf(this)) data.call(this, token);
    },
    safeTag(token) {
      const raw = this.sliceSerialize(token).toLowerCase();
      const name = safeTagNames.find((candidate) => raw.includes(candidate));
      if (name) this.enter({ type: "safeTag", name, closing: raw.startsWith("</") }, token);
      else this.enter({ type: "break" }, token);
    },
  },
  exit: {
    texText(token) {
      const value = this.resume().trim();
      const node = this.stack.at(-1);
      if (node?.type === "inlineMath") node.value = value;
      this.exit(token);
    },
    texTextData: data,
    texFlow(token) {
      const value = this.resume().trim();
      const node = this.stack.at(-1);
      if (node?.type === "math") node.value = value;
      this.exit(token);
    },
    texFlowData: data,
    taskListCheckValueChecked() {
      const item = itemOf(this);
      if (item) item.checked = true;
    },
    taskListCheckValueUnchecked() {
      const item = itemOf(this);
      if (item) item.checked = false;
    },
    safeTag(token) {
      this.exit(token);
    },
  },
};
