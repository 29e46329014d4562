"use client";

import type { BudgetSubject } from "@causerie/api/schemas";
import { Field, Input, Select } from "@causerie/ui";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { trpc } from "#trpc/client.ts";

/** Everyone together, or a person or a key of theirs, who is found by what is typed. An empty value: still to be chosen. */
export function BudgetSubjectFields({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (subject: string) => void;
  error: string | undefined;
}) {
  const t = useTranslations("usage");
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const found = trpc.budgets.subjects.useQuery({ query }, { placeholderData: keepPreviousData });
  /** Stays to be chosen when the next search does not find them. */
  const [chosen, setChosen] = useState<BudgetSubject | null>(null);
  const items = found.data?.items ?? [];
  const people = chosen && !items.some(({ id }) => id === chosen.id) ? [chosen, ...items] : items;
  const choose = (subject: string) => {
    setChosen(people.find(({ id, keys }) => id === subject || keys.some((key) => key.id === subject)) ?? null);
    onChange(subject);
  };
  const search = (next: string) => {
    setText(next);
    // Who looks for someone does not mean everyone.
    if (next.trim() !== "" && value === "everyone") onChange("");
    if (next.trim() === "" && value === "") onChange("everyone");
  };
  return (
    <>
      <Field
        label={t("findSubject")}
        error={found.data?.items.length === 0 ? t("foundNobody") : undefined}
        className="sm:col-span-2"
      >
        <Input
          type="search"
          value={text}
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={(event) => {
            // It is a search here, not the end of the form.
            if (event.key === "Enter") event.preventDefault();
          }}
          placeholder={t("findSubjectHint")}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <Field label={t("budgetFor")} error={error} className="sm:col-span-2">
        <Select
          value={value}
          onValueChange={choose}
          options={[
            ...(value === "" ? [{ value: "", label: t("chooseSubject") }] : []),
            { value: "everyone", label: t("whose.everyone") },
            ...people.map(({ id, username, email, keys }) => ({
              label: email,
              options: [
                { value: id, label: username },
                ...keys.map((key) => ({ value: key.id, label: t("keyOf", { key: key.name, person: username }) })),
              ],
            })),
          ]}
        />
      </Field>
    </>
  );
}
