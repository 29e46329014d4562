"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { toFailure } from "#trpc/client-failure.ts";
import type { Failure } from "#trpc/failure.ts";
import { useFailureText } from "#trpc/use-error-text.ts";
import { type Rule, rules } from "./rules.ts";

export type FormOptions<Name extends string> = {
  /** The fields, in their order on the page, each with the rule it keeps. */
  fields: Record<Name, Rule>;
  /** Called with what was typed once every rule is kept. What it throws is shown, and nothing typed is lost. */
  onSubmit: (values: Record<Name, string>) => Promise<void>;
  /** Which field a refusal of the server is about; others show above the button. */
  fieldOf?: Partial<Record<Failure["code"], Name>>;
  /** Texts that say more here than the catalogue's own of that code. */
  failureTexts?: Partial<Record<Failure["code"], string>>;
};

/**
 * A form that checks before it sends, keeps what was typed whatever happens, and puts the focus on the first field that
 * needs another look.
 */
export function useForm<Name extends string>({ fields, onSubmit, fieldOf = {}, failureTexts = {} }: FormOptions<Name>) {
  const t = useTranslations("forms.rules");
  const failureText = useFailureText();
  const formRef = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Partial<Record<Name, string>>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // The record's own keys are exactly its type's.
  const names = Object.keys(fields) as Name[];

  function show(next: Partial<Record<Name, string>>, nextMessage: string | null): void {
    // At once, so that the field is described by its error when the focus reaches it.
    flushSync(() => {
      setErrors(next);
      setMessage(nextMessage);
      setBusy(false);
    });
    const first = names.find((name) => next[name] !== undefined);
    const control = first === undefined ? null : formRef.current?.elements.namedItem(first);
    if (control instanceof HTMLElement) control.focus();
  }

  function showFailure(failure: Failure): void {
    const refused = failure.fields.flatMap((path) => names.filter((name) => path.split(".").includes(name)));
    const field = fieldOf[failure.code];
    const text = failureTexts[failure.code] ?? failureText(failure);
    if (refused.length > 0) show(messagesOf(refused), null);
    else if (field === undefined) show({}, text);
    else show(messagesOf([field], text), null);
  }

  /** A text for each of these fields: that of its rule, unless another is given. */
  function messagesOf(refused: readonly Name[], text?: string): Partial<Record<Name, string>> {
    const texts: Partial<Record<Name, string>> = {};
    for (const name of refused) {
      const rule: Rule = fields[name];
      texts[name] = text ?? t(rule);
    }
    return texts;
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    // Built from the fields' names, so it has each of them.
    const values = Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? "")])) as Record<
      Name,
      string
    >;
    const refused = names.filter((name) => !rules[fields[name]](values[name]));
    if (refused.length > 0) {
      show(messagesOf(refused), null);
      return;
    }
    setErrors({});
    setMessage(null);
    setBusy(true);
    try {
      await onSubmit(values);
      setBusy(false);
    } catch (error) {
      showFailure(toFailure(error));
    }
  }

  function forget(event: FormEvent<HTMLFormElement>): void {
    const name = event.target instanceof HTMLInputElement ? event.target.name : "";
    setErrors(
      (current) => Object.fromEntries(Object.entries(current).filter(([key]) => key !== name)) as typeof current,
    );
  }

  return {
    errors,
    /** What the server said of the form as a whole, or null. */
    message,
    busy,
    reset: () => formRef.current?.reset(),
    formProps: {
      ref: formRef,
      onSubmit: submit,
      onInput: forget,
      noValidate: true,
      // Sent before the page is ready, a form must not put a password into the address.
      method: "post" as const,
    },
  };
}
