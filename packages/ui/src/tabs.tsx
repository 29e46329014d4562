"use client";

import * as RadixTabs from "radix-ui/tabs";
import type { ReactNode } from "react";

export type TabItem<Value extends string> = { value: Value; label: ReactNode; content: ReactNode };

export type TabsProps<Value extends string> = {
  /** The name of the row of tabs for screen readers. */
  label: string;
  items: readonly [TabItem<Value>, ...TabItem<Value>[]];
  value?: Value;
  onValueChange?: (value: Value) => void;
  className?: string;
};

/** Panels of which one shows. Without `value` it starts on the first and keeps its own state. */
export function Tabs<Value extends string>({ label, items, value, onValueChange, className }: TabsProps<Value>) {
  const choose = (next: string) => {
    const item = items.find((candidate) => candidate.value === next);
    if (item) onValueChange?.(item.value);
  };
  return (
    <RadixTabs.Root
      {...(value === undefined ? { defaultValue: items[0].value } : { value })}
      onValueChange={choose}
      className={className}
    >
      <RadixTabs.List aria-label={label} className="flex gap-1 overflow-x-auto border-line border-b">
        {items.map((item) => (
          <RadixTabs.Trigger
            key={item.value}
            value={item.value}
            className="-mb-px h-10 touch-target whitespace-nowrap border-transparent border-b-2 px-3 text-ink-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {item.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {items.map((item) => (
        <RadixTabs.Content key={item.value} value={item.value} className="pt-6">
          {item.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
