import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { requireUser } from "#session/viewer.ts";
import { PasswordForm } from "./password-form.tsx";
import { Section } from "./section.tsx";
import { SignOutEverywhere } from "./sign-out-everywhere.tsx";

export async function SecurityPage() {
  const viewer = await requireUser("/settings/security");
  const t = await getTranslations("settings.security");
  return (
    <>
      <PageHeading title={t("title")} />
      <Section title={t("passwordTitle")} description={t("passwordDescription")}>
        <PasswordForm email={viewer.email} />
      </Section>
      <Section title={t("sessionsTitle")} description={t("sessionsDescription")}>
        <SignOutEverywhere />
      </Section>
    </>
  );
}
