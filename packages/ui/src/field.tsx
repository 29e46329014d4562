"use client";

import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { FieldContext } from "./field-context.ts";
import { Label } from "./label.tsx";

export type FieldProps = {
  label: string;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  /** What to enter, shown between label and control. */
  hint?: ReactNode;
  /** What is wrong and what to do; marks the control as invalid. */
  error?: ReactNode;
  required?: boolean;
  className?: string;
  /** One Input, Textarea or Select. */
  children: ReactNode;
};

/** A label, a hint and an error, wired to the control inside by id and `aria-describedby`. */
export function Field({ label, labelHidden = false, hint, error, required = false, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}hint` : undefined;
  const errorId = error ? `${id}error` : undefined;
  const describedBy = [hintId, errorId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <Label htmlFor={id} className={clsx(labelHidden && "sr-only")}>
        {label}
      </Label>
      {hint && (
        <p id={hintId} className="text-ink-muted text-sm">
          {hint}
        </p>
      )}
      <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>{children}</FieldContext>
      {error && (
        <p id={errorId} className="flex gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
