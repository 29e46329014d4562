"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConversations } from "../../conversations/index.ts";
import { AddPersonForm } from "./add-person-form.tsx";
import { AnswerMode } from "./answer-mode.tsx";
import { Invites } from "./invites.tsx";
import { PeopleList } from "./people-list.tsx";

/** Who takes part; to the owner also how they come to, and when the assistant answers. A member can leave. */
export function People({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("members");
  const { ask } = useConversations();
  const { id } = conversation;
  const isOwner = conversation.role === "owner";
  return (
    <div className="flex flex-col gap-8 px-4 pt-2 pb-8">
      <PeopleList conversation={conversation} />
      {isOwner && <AddPersonForm conversationId={id} />}
      <AnswerMode conversation={conversation} />
      {isOwner ? (
        <Invites conversationId={id} />
      ) : (
        <Button className="self-start" onClick={() => ask({ kind: "leave", conversation })}>
          <LogOut aria-hidden />
          {t("leave")}
        </Button>
      )}
    </div>
  );
}
