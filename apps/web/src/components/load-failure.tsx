"use client";

import { Button, Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Why something could not be loaded, with a button that tries again; nothing while nothing failed. */
export function LoadFailure({ query }: { query: { error: unknown; refetch: () => unknown } }) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  if (!query.error) return null;
  return (
    <Notice tone="danger" actions={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}>
      {errorText(query.error)}
    </Notice>
  );
}
