"use client";

import { clsx } from "clsx";
import { type ReactNode, useId } from "react";
import { Choice } from "./choice.tsx";

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
};

export type RadioGroupProps<Value extends string> = {
  label: string;
  labelHidden?: boolean;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly RadioOption<Value>[];
  /** Only when the group is part of a form that is submitted natively. */
  name?: string;
  disabled?: boolean;
  className?: string;
};

/** One of a few, all of them in view. Arrow keys move, as the platform does it. */
export function RadioGroup<Value extends string>({
  label,
  labelHidden = false,
  value,
  onValueChange,
  options,
  name,
  disabled = false,
  className,
}: RadioGroupProps<Value>) {
  const id = useId();
  return (
    <fieldset disabled={disabled} className={clsx("flex flex-col gap-2", className)}>
      <legend className={clsx("mb-1 font-medium text-sm", labelHidden && "sr-only")}>{label}</legend>
      {options.map((option) => {
        const hintId = `${id}${option.value}`;
        return (
          <Choice
            key={option.value}
            label={option.label}
            hint={option.hint}
            hintId={hintId}
            control={
              <input
                type="radio"
                name={name ?? id}
                value={option.value}
                checked={option.value === value}
                disabled={option.disabled}
                aria-describedby={option.hint ? hintId : undefined}
                className="radio"
                onChange={() => onValueChange(option.value)}
              />
            }
          />
        );
      })}
    </fieldset>
  );
}
