"use client";

import type { ImportView } from "@causerie/api/schemas";
import { Button, Notice } from "@causerie/ui";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFailureText } from "#trpc/use-error-text.ts";
import { ImportReport } from "./import-report.tsx";

/** What came of an import. */
export function ImportResult({ view }: { view: ImportView }) {
  const t = useTranslations("transfers");
  const pages = useTranslations("pages.notFound");
  const failureText = useFailureText();
  const { status, fileName, imported, existing, skipped } = view;
  const failed = status === "failed";
  return (
    <section aria-label={t("result", { name: fileName })} className="flex flex-col gap-4">
      <Notice
        actions={
          imported > 0 && (
            <Button asChild size="small">
              <Link href="/">{pages("home")}</Link>
            </Button>
          )
        }
        tone={failed ? "danger" : status === "complete" ? "success" : "info"}
        title={t(
          `ended.${status === "failed" || status === "cancelled" || status === "expired" ? status : "complete"}`,
        )}
      >
        {failed && <p>{failureText({ code: view.errorCode ?? "INTERNAL", params: {} })}</p>}
        <p className="break-words">{fileName}</p>
        <ul className="mt-1">
          <li>{t("imported", { count: imported })}</li>
          {existing > 0 && <li>{t("existing", { count: existing })}</li>}
          {skipped > 0 && <li>{t("skipped", { count: skipped })}</li>}
        </ul>
      </Notice>
      <ImportReport id={view.id} />
    </section>
  );
}
