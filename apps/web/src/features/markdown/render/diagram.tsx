"use client";

import { useState } from "react";
import type { MarkdownLabels } from "../markdown-labels.ts";
import { CodeBlock } from "./code-block.tsx";
import { DiagramFrame } from "./diagram-frame.tsx";

/** A Mermaid diagram: its source while it is being written, then the drawing, with the source one click away. */
export function Diagram({ source, complete, labels }: { source: string; complete: boolean; labels: MarkdownLabels }) {
  const [failedSource, setFailedSource] = useState<string | undefined>(undefined);
  const code = <CodeBlock code={source} language="mermaid" growing={!complete} labels={labels} />;
  if (!complete) return code;
  if (failedSource === source) {
    return (
      <>
        <p className="diagram-note">{labels.diagramFailed}</p>
        {code}
      </>
    );
  }
  return (
    <figure className="diagram">
      <DiagramFrame source={source} label={labels.diagram} onFailed={() => setFailedSource(source)} />
      <details>
        <summary>{labels.showDiagramSource}</summary>
        {code}
      </details>
    </figure>
  );
}
