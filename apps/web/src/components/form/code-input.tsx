import { Input } from "@causerie/ui";
import type { ComponentProps } from "react";

/** A code of a second factor. Recovery codes have letters, so the keyboard is not digits alone. */
export function CodeInput(props: Omit<ComponentProps<typeof Input>, "name" | "type">) {
  return (
    <Input
      {...props}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={64}
      className="font-mono"
    />
  );
}
