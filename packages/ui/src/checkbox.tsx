"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { Choice } from "./choice.tsx";

export type CheckboxProps = Omit<ComponentProps<"input">, "type" | "onChange"> & {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  /** Neither on nor off: some of what it stands for is. */
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean) => void;
};

/** A native check box with its label. */
export function Checkbox({
  label,
  labelHidden = false,
  hint,
  indeterminate = false,
  onCheckedChange,
  className,
  ...props
}: CheckboxProps) {
  const hintId = useId();
  return (
    <Choice
      label={label}
      labelHidden={labelHidden}
      hint={hint}
      hintId={hintId}
      className={className}
      control={
        <input
          aria-describedby={hint ? hintId : undefined}
          {...props}
          type="checkbox"
          className="check"
          ref={(element) => {
            // The one state of a check box that HTML has no attribute for.
            if (element) element.indeterminate = indeterminate;
          }}
          {...(onCheckedChange && { onChange: (event) => onCheckedChange(event.currentTarget.checked) })}
        />
      }
    />
  );
}
