"use client";

import { Field, Input } from "@causerie/ui";

export type NumberFieldProps = {
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  onValueChange: (value: string) => void;
};

/** A whole number of at most six digits, or nothing. */
export function NumberField({ value, onValueChange, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.value)}
        className="max-w-32"
      />
    </Field>
  );
}
