/** A command or an answer, to read and to copy. Long lines break: what would scroll could not be reached by the keyboard. */
export function CodeSample({ label, text }: { label: string; text: string }) {
  return (
    <figure>
      <figcaption className="mb-1 text-ink-muted text-sm">{label}</figcaption>
      <pre
        lang="en"
        className="whitespace-pre-wrap break-all rounded-box border border-line bg-surface p-3 font-mono text-xs"
      >
        <code>{text}</code>
      </pre>
    </figure>
  );
}
