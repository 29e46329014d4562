"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { MessagePage } from "./message-page.tsx";

/** A page whose making failed. The reference finds the failure in the server's log. */
export function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("pages.error");
  const common = useTranslations("common");
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <MessagePage title={t("title")} description={t("description", { reference: reference ? "yes" : "no" })}>
      <Button variant="primary" onClick={retry}>
        {common("retry")}
      </Button>
      <Button asChild variant="quiet">
        {/* A full load: whatever is broken in this page's memory is left behind. */}
        <a href="/">{t("home")}</a>
      </Button>
      {reference && <p className="basis-full text-ink-subtle text-sm">{t("reference", { reference })}</p>}
    </MessagePage>
  );
}
