import { CopySample } from "./copy-sample.tsx";

/** A command or an answer, to read and to copy. Long lines break: what would scroll could not be reached by the keyboard. */
export function CodeSample({ label, copyLabel, text }: { label: string; copyLabel: string; text: string }) {
  return (
    <figure>
      <div className="mb-1 flex min-h-8 items-center justify-between gap-3">
        <figcaption className="text-ink-muted text-sm">{label}</figcaption>
        <CopySample label={copyLabel} />
      </div>
      <pre
        lang="en"
        className="whitespace-pre-wrap break-all rounded-box border border-line bg-surface p-3 font-mono text-xs"
      >
        <code>{text}</code>
      </pre>
    </figure>
  );
}
