"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { Button, Skeleton } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { trpc } from "#trpc/client.ts";
import { FormerPeople } from "./former-people.tsx";
import { PersonQuestion, type PersonQuestionProps } from "./person-question.tsx";
import { PersonRow } from "./person-row.tsx";
import { usePeople } from "./use-people.ts";

/** Who takes part, the owner first; apart from them, who did. */
export function PeopleList({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const { query } = usePeople(conversation.id);
  const { data: me } = trpc.auth.me.useQuery();
  const [question, setQuestion] = useState<PersonQuestionProps["question"] | null>(null);
  if (query.isPending) return <Skeleton className="h-24" />;
  if (!query.data) {
    return (
      <div className="text-sm">
        <p className="text-danger">{t("listFailed")}</p>
        <Button size="small" className="mt-2" onClick={() => void query.refetch()}>
          {common("retry")}
        </Button>
      </div>
    );
  }
  const here = query.data.items.filter(({ leftAt }) => leftAt === null);
  const former = query.data.items.filter(({ leftAt }) => leftAt !== null);
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col gap-1" aria-label={t("people")}>
        {here.map((person) => (
          <PersonRow
            key={person.userId}
            conversationId={conversation.id}
            person={person}
            isMe={person.userId === me?.id}
            onAsk={conversation.role === "owner" && person.role !== "owner" ? setQuestion : null}
          />
        ))}
      </ul>
      {former.length > 0 && <FormerPeople people={former} />}
      {question && (
        <PersonQuestion conversationId={conversation.id} question={question} onDone={() => setQuestion(null)} />
      )}
    </div>
  );
}
