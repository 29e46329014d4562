"use client";

import type { ManagedModel } from "@causerie/api/schemas";
import { Button, Field, Input } from "@causerie/ui";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { trpc } from "#trpc/client.ts";

type People = ManagedModel["people"];

/** Chooses people by name or email. */
export function PeoplePicker({ people, onChange }: { people: People; onChange: (people: People) => void }) {
  const t = useTranslations("operations.models");
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const { data } = trpc.users.list.useQuery({ query, limit: 6 }, { enabled: query !== "" });
  const found = query === "" ? [] : (data?.items ?? []).filter(({ id }) => people.every((person) => person.id !== id));
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("people")} hint={t("peopleHint")}>
        <Input type="search" value={text} onChange={(event) => setText(event.currentTarget.value)} autoComplete="off" />
      </Field>
      <ul className="flex flex-wrap gap-2">
        {people.map((person) => (
          <li key={person.id}>
            <Button
              size="small"
              aria-label={t("removePerson", { username: person.username })}
              onClick={() => onChange(people.filter(({ id }) => id !== person.id))}
            >
              {person.username}
              <X aria-hidden />
            </Button>
          </li>
        ))}
        {found.map(({ id, username }) => (
          <li key={id}>
            <Button
              size="small"
              variant="quiet"
              aria-label={t("addPerson", { username })}
              onClick={() => onChange([...people, { id, username }])}
            >
              <Plus aria-hidden />
              {username}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
