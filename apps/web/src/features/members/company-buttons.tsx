"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { IconButton } from "@causerie/ui";
import { Share2, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useConversations } from "../conversations/index.ts";

const PeoplePanel = dynamic(() => import("./panel/people-panel.tsx").then((module) => module.PeoplePanel));

/** Who takes part, and on wide screens its owner's links for readers: at the end of a conversation's header. */
export function CompanyButtons({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("members");
  const conversations = useTranslations("conversations");
  const { ask } = useConversations();
  const [open, setOpen] = useState(false);
  const people = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  // The external system is the focus: it goes back to the button, once a drawer no longer holds it.
  useEffect(() => {
    if (wasOpen.current && !open) people.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <div className="ml-auto flex shrink-0 gap-1">
      {conversation.role === "owner" && (
        <span className="hidden sm:contents">
          <IconButton
            label={conversations("share")}
            side="bottom"
            icon={<Share2 />}
            onClick={() => ask({ kind: "share", conversation })}
          />
        </span>
      )}
      <IconButton
        ref={people}
        label={t("people")}
        side="bottom"
        icon={<Users />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && <PeoplePanel conversation={conversation} onClose={() => setOpen(false)} />}
    </div>
  );
}
