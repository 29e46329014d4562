import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { requireUser } from "#session/viewer.ts";
import { ThemeForm } from "./theme-form.tsx";

export async function AppearancePage() {
  const viewer = await requireUser("/settings/appearance");
  const t = await getTranslations("settings.appearance");
  return (
    <>
      <PageHeading title={t("title")} description={t("description")} />
      <ThemeForm chosen={viewer.theme} />
    </>
  );
}
