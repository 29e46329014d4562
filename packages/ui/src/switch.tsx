"use client";

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "onChange"> & {
  label: ReactNode;
  hint?: ReactNode;
  onCheckedChange?: (checked: boolean) => void;
};

/** A setting that takes effect at once: label and hint to the left, the switch to the right. */
export function Switch({ label, hint, onCheckedChange, className, ...props }: SwitchProps) {
  const id = useId();
  const hintId = `${id}hint`;
  return (
    <div className={clsx("flex items-start justify-between gap-4", className)}>
      <div>
        <label htmlFor={props.id ?? id} className="font-medium">
          {label}
        </label>
        {hint && (
          <p id={hintId} className="text-ink-muted text-sm">
            {hint}
          </p>
        )}
      </div>
      <span className="flex touch-target shrink-0 items-center justify-end py-0.5">
        <input
          id={id}
          aria-describedby={hint ? hintId : undefined}
          {...props}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native check box says by itself whether it is checked
          role="switch"
          className="switch"
          {...(onCheckedChange && { onChange: (event) => onCheckedChange(event.currentTarget.checked) })}
        />
      </span>
    </div>
  );
}
