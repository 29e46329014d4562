"use client";

import { Field, Input } from "@causerie/ui";

export type DaysFieldProps = {
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  onValueChange: (value: string) => void;
};

/** A number of days, or nothing. */
export function DaysField({ label, hint, value, error, onValueChange }: DaysFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
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
