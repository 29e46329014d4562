"use client";

import { Tooltip } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useWorkspace } from "../screen/workspace-context.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { Avatar } from "./avatar.tsx";

/** How many are drawn; the rest is a number. */
const drawn = 4;

/** The others who look at the conversation now. */
export function HereNow({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const { userId } = useWorkspace();
  const names = useChat(store, ({ company }) =>
    company.presentIds
      .filter((id) => id !== userId)
      .map((id) => company.people.get(id)?.username ?? t("someone"))
      .join("\n"),
  );
  const all = names === "" ? [] : names.split("\n");
  if (all.length === 0) return null;
  return (
    <ul aria-label={t("hereNow")} className="flex shrink-0 items-center px-1">
      {all.slice(0, drawn).map((name) => (
        <li key={name} className="-ml-1.5 first:ml-0">
          <Tooltip content={name} side="bottom">
            {/* Reachable by keyboard, or the name would be for the mouse alone. */}
            <button type="button" aria-label={name} className="block touch-target cursor-default rounded-full">
              <Avatar name={name} className="ring-2 ring-paper" />
            </button>
          </Tooltip>
        </li>
      ))}
      {all.length > drawn && (
        <li className="ml-1 text-ink-muted text-xs">{t("andMore", { count: all.length - drawn })}</li>
      )}
    </ul>
  );
}
