"use client";

import { createContext, type RefObject, useContext } from "react";
import type { shortcutKeys } from "./shortcuts.ts";

export type WorkspaceContextValue = {
  /** Who is looking. */
  userId: string;
  /** The sidebar is out of sight on wide screens. */
  collapsed: boolean;
  showSidebar(): void;
  /** The most characters that a message may have. */
  messageLimit: number;
  /** Whether a conversation can be drawn in the present page, without loading another. */
  screen: RefObject<boolean>;
  /** Keys as the reader's keyboard names them. */
  keys: ReturnType<typeof shortcutKeys>;
};

export const WorkspaceContext = createContext<WorkspaceContextValue | null>(null);

export function useWorkspace(): WorkspaceContextValue {
  const value = useContext(WorkspaceContext);
  if (!value) throw new Error("WorkspaceContext is missing above this component");
  return value;
}
