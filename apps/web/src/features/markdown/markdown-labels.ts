/** Every word that a rendered answer shows or says by itself; the caller brings them in the reader's language. */
export type MarkdownLabels = {
  /** The name of a block of code without a language. */
  code: string;
  copyCode: string;
  codeCopied: string;
  wrapLines: string;
  /** The name of a table's scrolling region. */
  table: string;
  /** On the button of a remote image; `host` is where it would be loaded from. */
  loadImage: (host: string) => string;
  /** For an image that cannot be shown, before its description. */
  imageNotShown: string;
  /** Said after a link's text. */
  opensInNewTab: string;
  diagram: string;
  showDiagramSource: string;
  /** What is said when a diagram cannot be drawn; its source is shown. */
  diagramFailed: string;
  footnotes: string;
  /** The name of a footnote's mark. */
  footnote: (number: number) => string;
  backToText: string;
  taskDone: string;
  taskOpen: string;
};
