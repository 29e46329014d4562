"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlBase } from "./control-styles.ts";
import { useFieldProps } from "./field-context.ts";

export type SelectOption = { value: string; label: string; disabled?: boolean };
export type SelectGroup = { label: string; options: readonly SelectOption[] };

export type SelectProps = Omit<ComponentProps<"select">, "multiple" | "children" | "onChange"> & {
  options: readonly (SelectOption | SelectGroup)[];
  onValueChange?: (value: string) => void;
};

const renderOption = (option: SelectOption) => (
  <option key={option.value} value={option.value} disabled={option.disabled}>
    {option.label}
  </option>
);

/** One of a list. The platform's own, so that phones show their picker and typing finds an option. */
export function Select({ options, onValueChange, className, ...props }: SelectProps) {
  const field = useFieldProps(props);
  return (
    <span className={clsx("relative block", className)}>
      <select
        {...props}
        {...field}
        className={clsx(controlBase, "h-10 appearance-none truncate pr-9")}
        onChange={(event) => onValueChange?.(event.currentTarget.value)}
      >
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map(renderOption)}
            </optgroup>
          ) : (
            renderOption(entry)
          ),
        )}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-muted"
      />
    </span>
  );
}
