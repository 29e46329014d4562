import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A control with its label to the right and an optional hint below; the whole line can be clicked. */
export function Choice({
  control,
  label,
  hint,
  hintId,
  labelHidden = false,
  className,
}: {
  control: ReactNode;
  label: ReactNode;
  hint?: ReactNode;
  hintId?: string | undefined;
  labelHidden?: boolean;
  className?: string | undefined;
}) {
  return (
    <div className={clsx("text-base", className)}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the first child */}
      <label className="flex touch-target items-center gap-2.5">
        {control}
        <span className={clsx(labelHidden && "sr-only")}>{label}</span>
      </label>
      {hint && (
        <p id={hintId} className="pl-7 text-ink-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
