"use client";

import type { ManagedModel } from "@causerie/api/schemas";
import { Button, Field, Input, Select } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toDollars, toMicros } from "./dollars.ts";
import { PeoplePicker } from "./people-picker.tsx";
import { useChangeModels } from "./use-change-models.ts";

const audiences = ["everyone", "admins", "named"] as const;

/** Who may use a model, and what it costs here. */
export function EditModelForm({ model, onDone }: { model: ManagedModel; onDone: () => void }) {
  const t = useTranslations("operations.models");
  const { change, busy } = useChangeModels(onDone);
  const [audience, setAudience] = useState(model.audience);
  const [people, setPeople] = useState(model.people);
  const set = model.pricesAreSet ? model.prices : null;
  const [input, setInput] = useState(set ? toDollars(set.inputMicrosPerMillion) : "");
  const [output, setOutput] = useState(set ? toDollars(set.outputMicrosPerMillion) : "");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const isUnset = input.trim() === "" && output.trim() === "";
    const [inputMicros, outputMicros] = [toMicros(input), toMicros(output)];
    const isWrong = !isUnset && (inputMicros === null || outputMicros === null);
    setWrong(isWrong);
    if (isWrong) return;
    const prices =
      inputMicros === null || outputMicros === null
        ? null
        : { inputMicrosPerMillion: inputMicros, outputMicrosPerMillion: outputMicros };
    change(model.id, { audience, people: people.map(({ id }) => id), prices });
  };
  const options = audiences.map((value) => ({ value, label: t(`audience.${value}`, { count: people.length }) }));
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-5">
      <Field label={t("audienceLabel")}>
        <Select
          options={options}
          value={audience}
          onValueChange={(value) => setAudience(audiences.find((known) => known === value) ?? "everyone")}
        />
      </Field>
      {audience === "named" && <PeoplePicker people={people} onChange={setPeople} />}
      <Field label={t("inputPrice")} hint={t("priceHint")} error={wrong ? t("priceWrong") : undefined}>
        <Input inputMode="decimal" value={input} onChange={(event) => setInput(event.currentTarget.value)} />
      </Field>
      <Field label={t("outputPrice")}>
        <Input inputMode="decimal" value={output} onChange={(event) => setOutput(event.currentTarget.value)} />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        {t("save")}
      </Button>
    </form>
  );
}
