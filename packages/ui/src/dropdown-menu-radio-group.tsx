"use client";

import { Check } from "lucide-react";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { menuItem } from "./overlay-styles.ts";

export type DropdownMenuRadioGroupProps<Value extends string> = {
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
};

/** One of a list, inside a DropdownMenu (the model, the theme). */
export function DropdownMenuRadioGroup<Value extends string>({
  value,
  onValueChange,
  options,
}: DropdownMenuRadioGroupProps<Value>) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <RadixMenu.RadioGroup value={value} onValueChange={choose}>
      {options.map((option) => (
        <RadixMenu.RadioItem
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          className={menuItem}
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate">{option.label}</span>
            {option.hint && <span className="block truncate text-ink-muted text-xs">{option.hint}</span>}
          </span>
          <span className="size-4 text-accent">
            <RadixMenu.ItemIndicator>
              <Check aria-hidden />
            </RadixMenu.ItemIndicator>
          </span>
        </RadixMenu.RadioItem>
      ))}
    </RadixMenu.RadioGroup>
  );
}
