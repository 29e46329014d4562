export { Markdown, type MarkdownProps } from "./markdown.tsx";
export type { MarkdownLabels } from "./markdown-labels.ts";
