"use client";

import { Checkbox } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { type KeyScope, scopesFor, scopeText } from "./scopes.ts";

/** What the key may do, each in plain words. */
export function ScopeChoices({
  isAdmin,
  chosen,
  onChange,
  error,
}: {
  isAdmin: boolean;
  chosen: readonly KeyScope[];
  onChange: (scopes: readonly KeyScope[]) => void;
  error: string | null;
}) {
  const t = useTranslations("keys");
  const errorId = useId();
  return (
    <fieldset aria-describedby={error ? errorId : undefined} className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-sm">{t("scopes")}</legend>
      {scopesFor({ isAdmin }).map((scope) => (
        <Checkbox
          key={scope}
          label={t(`scope.${scopeText[scope]}`)}
          hint={t(`scopeHint.${scopeText[scope]}`)}
          checked={chosen.includes(scope)}
          onCheckedChange={(checked) =>
            onChange(checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
          }
        />
      ))}
      {error && (
        <p id={errorId} role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
