"use client";

import dynamic from "next/dynamic";
import type { PaletteKeys, PaletteView } from "./palette-view.ts";

const CommandPalette = dynamic(() => import("./command-palette.tsx").then((module) => module.CommandPalette));
const KeyboardHelp = dynamic(() => import("./keyboard-help.tsx").then((module) => module.KeyboardHelp));

/** The palette and the list of keys; their code is loaded when one of them is first opened. */
export function PaletteHost({
  view,
  onViewChange,
  keys,
}: {
  view: PaletteView | null;
  onViewChange: (view: PaletteView | null) => void;
  keys: PaletteKeys;
}) {
  const close = () => onViewChange(null);
  if (view === "commands") return <CommandPalette keys={keys} onClose={close} onHelp={() => onViewChange("keys")} />;
  if (view === "keys") return <KeyboardHelp keys={keys} onClose={close} />;
  return null;
}
