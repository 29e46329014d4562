"use client";

import { getNonce, setNonce } from "get-nonce";
import { TooltipProvider } from "radix-ui/tooltip";
import type { ReactNode } from "react";

/**
 * What the primitives need once, around the whole page.
 *
 * `nonce` is that of the page's content security policy: while a dialog is open, Radix locks the page's scroll with a
 * style element, which the policy drops unless it carries the nonce. The policy is the one that the document came with:
 * a refresh brings another nonce, which this document does not know.
 */
export function UiProvider({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  if (nonce && typeof window !== "undefined" && !getNonce()) setNonce(nonce);
  return (
    <TooltipProvider delayDuration={400} skipDelayDuration={200}>
      {children}
    </TooltipProvider>
  );
}
