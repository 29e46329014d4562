"use client";

import { useMessages } from "next-intl";

/** What an action of the audit log is called; one that only an earlier version knew keeps its own name. */
export function useActionText(): (action: string) => string {
  const texts: Record<string, Record<string, string>> = useMessages().auditActions;
  return (action) => {
    const [area = "", name = ""] = action.split(".");
    return texts[area]?.[name] ?? action;
  };
}
