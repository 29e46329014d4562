"use client";

import { Button, Field, Input, Switch } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { LoadFailure } from "#components/load-failure.tsx";
import { trpc } from "#trpc/client.ts";
import { ManagedModelItem } from "./managed-model-item.tsx";
import { useChangeModels } from "./use-change-models.ts";

/** Drawn at once; a catalogue has hundreds, and whoever looks for one types its name. */
const atOnce = 50;

export function ManagedModelList() {
  const t = useTranslations("operations.models");
  const query = trpc.models.listManaged.useQuery();
  const { data } = query;
  const { changePolicy } = useChangeModels();
  const [text, setText] = useState("");
  const [room, setRoom] = useState(atOnce);
  const words = useDeferredValue(text).toLowerCase().split(/\s+/).filter(Boolean);
  const found = (data?.items ?? []).filter(({ id, name }) => {
    const haystack = `${name} ${id}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const nameOf = (model: string) => data?.items.find(({ id }) => id === model)?.name ?? model;
  if (!data || query.error) return <LoadFailure query={query} />;
  return (
    <div className="flex flex-col gap-5">
      <Switch
        label={t("newModels")}
        hint={t("newModelsHint")}
        checked={data.newModels}
        onCheckedChange={(newModels) => changePolicy({ newModels })}
      />
      <p className="flex flex-wrap items-center gap-2 text-sm">
        {data.chosenDefault === null
          ? t("defaultAuto", { model: nameOf(data.defaultModel) })
          : t("defaultIs", { model: nameOf(data.chosenDefault) })}
        {data.chosenDefault !== null && (
          <Button size="small" onClick={() => changePolicy({ defaultModel: null })}>
            {t("clearDefault")}
          </Button>
        )}
      </p>
      <Field label={t("search")} labelHidden className="max-w-md">
        <Input
          type="search"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRoom(atOnce);
          }}
          placeholder={t("search")}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <p role="status" className="text-ink-muted text-sm">
        {t("count", { count: found.length })}
      </p>
      <ul aria-label={t("title")} className="border-line border-t">
        {found.slice(0, room).map((model) => (
          <ManagedModelItem key={model.id} model={model} isDefault={model.id === data.chosenDefault} />
        ))}
      </ul>
      {found.length > room && (
        <Button className="self-start" onClick={() => setRoom(room + atOnce)}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}
