"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { useConversations } from "./conversations-context.ts";

const nothing = () => null;

/** Says of a conversation that an answer is being written in it, or has ended there since one was last in it. */
export function ActivityMark({ id }: { id: string }) {
  const t = useTranslations("conversations");
  const { activity } = useConversations();
  const now = useSyncExternalStore(activity.subscribe, () => activity.of(id), nothing);
  if (now === null) return null;
  const label = t(now);
  return (
    <span role="img" aria-label={label} title={label} className="mr-1 ml-auto shrink-0 pl-2">
      <span className={clsx("block size-2 rounded-full bg-accent", now === "writing" && "animate-pulse")} />
    </span>
  );
}
