"use client";

import type { PersonView } from "@causerie/api/schemas";
import { Badge, IconButton } from "@causerie/ui";
import { Ellipsis } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { initialsOf } from "#components/initials.ts";
import { PersonMenu } from "./person-menu.tsx";
import type { PersonQuestionProps } from "./person-question.tsx";

/** One of those who take part. */
export function PersonRow({
  conversationId,
  person,
  isMe,
  onAsk,
}: {
  conversationId: string;
  person: PersonView;
  isMe: boolean;
  /** Null: it is not for who looks to change anything of them. */
  onAsk: ((question: PersonQuestionProps["question"]) => void) | null;
}) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { username, role, joinedAt } = person;
  return (
    <li className="flex min-h-11 items-center gap-2.5">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs uppercase"
      >
        {initialsOf(username)}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-1.5">
          <span className="truncate font-medium">{username}</span>
          {isMe && <span className="text-ink-muted text-sm">({t("you")})</span>}
        </p>
        {role !== "owner" && (
          <p className="text-ink-muted text-xs">
            {t("since", { date: format.dateTime(new Date(joinedAt), { dateStyle: "medium" }) })}
          </p>
        )}
      </div>
      <Badge tone={role === "owner" ? "accent" : "neutral"}>{t(`roles.${role}`)}</Badge>
      {onAsk && (
        <PersonMenu
          conversationId={conversationId}
          person={person}
          onAsk={onAsk}
          trigger={<IconButton label={t("actionsFor", { name: username })} icon={<Ellipsis />} className="-mr-1" />}
        />
      )}
    </li>
  );
}
