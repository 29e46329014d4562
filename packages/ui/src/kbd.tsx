import { clsx } from "clsx";

/** Keys pressed together, e.g. `keys={["Ctrl", "K"]}`, each as the reader's keyboard names it. */
export function Kbd({ keys, inverse = false }: { keys: readonly string[]; inverse?: boolean }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans">
      {keys.map((key) => (
        <kbd
          key={key}
          className={clsx(
            "min-w-5 rounded-[0.25rem] border px-1 text-center font-sans text-xs leading-4.5",
            inverse ? "border-ink-subtle text-paper" : "border-line bg-sunken text-ink-muted",
          )}
        >
          {key}
        </kbd>
      ))}
    </kbd>
  );
}
