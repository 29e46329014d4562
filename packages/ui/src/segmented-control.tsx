"use client";

import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export type SegmentedOption<Value extends string> = { value: Value; label: string; icon?: ReactNode };

export type SegmentedControlProps<Value extends string> = {
  label: string;
  labelHidden?: boolean;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly SegmentedOption<Value>[];
  className?: string;
};

/** One of two to four short choices, side by side: a radio group in another dress. */
export function SegmentedControl<Value extends string>({
  label,
  labelHidden = false,
  value,
  onValueChange,
  options,
  className,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={className}>
      <legend className={clsx("mb-1 font-medium text-sm", labelHidden && "sr-only")}>{label}</legend>
      <div className="inline-flex rounded-box border border-line-strong bg-surface p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-8 touch-target items-center justify-center gap-1.5 rounded-[0.25rem] px-3 text-ink-muted text-sm transition-colors hover:text-ink has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-4"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              className="sr-only"
              onChange={() => onValueChange(option.value)}
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
