import { clsx } from "clsx";
import { initialsOf } from "#components/initials.ts";

/** Someone's first letters in a quiet circle. The name stands beside it or is its label, so it is hidden itself. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={clsx(
        "grid size-6 shrink-0 select-none place-items-center rounded-full border border-line bg-sunken font-medium text-[0.6875rem] text-ink-muted uppercase",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
