import { clsx } from "clsx";

const code = "break-words rounded-[0.25rem] bg-sunken px-1 py-0.5 font-mono text-[0.875em] text-ink";

/** A paragraph, by default of the document, which is in English; what stands between backticks is set as code. */
export function Prose({ text, lang = "en", className }: { text: string; lang?: string; className?: string }) {
  return (
    <p lang={lang} className={clsx("max-w-measure text-ink-muted", className)}>
      {text.split("`").map((part, index) => {
        if (index % 2 === 0) return part;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that does not change
          <code key={index} className={code}>
            {part}
          </code>
        );
      })}
    </p>
  );
}
