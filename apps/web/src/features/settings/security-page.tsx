import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { Section } from "#components/section.tsx";
import { requireUser } from "#session/viewer.ts";
import { getCaller } from "#trpc/server.ts";
import { PasswordForm } from "./password-form.tsx";
import { EmailState } from "./security/email-state.tsx";
import { ProviderState } from "./security/provider-state.tsx";
import { SecondFactor } from "./security/second-factor.tsx";
import { SignOutEverywhere } from "./sign-out-everywhere.tsx";

/** How one signs in, and how to end that. */
export async function SecurityPage() {
  const viewer = await requireUser("/settings/security");
  const caller = await getCaller();
  const [t, access, signsIn, secondFactor] = await Promise.all([
    getTranslations("settings.security"),
    caller.auth.access(),
    caller.identities.get(),
    caller.secondFactors.state(),
  ]);
  const { provider, mail } = access;
  const name = provider ?? "";
  return (
    <>
      <PageHeading title={t("title")} />
      <Section
        title={t("passwordTitle")}
        description={
          signsIn.hasPassword ? t("passwordDescription") : t(mail ? "noPasswordMail" : "noPassword", { name })
        }
      >
        {signsIn.hasPassword && <PasswordForm email={viewer.email} />}
      </Section>
      <Section title={t("emailTitle")} description={t("emailDescription")}>
        <EmailState email={viewer.email} verified={viewer.emailVerified} mail={mail} />
      </Section>
      {signsIn.hasPassword && (
        <Section title={t("factorTitle")} description={t("factorDescription")}>
          <SecondFactor state={secondFactor} />
        </Section>
      )}
      {provider !== null && (
        <Section title={name} description={t("providerDescription", { name })}>
          <ProviderState name={name} identity={signsIn.identity} hasPassword={signsIn.hasPassword} />
        </Section>
      )}
      <Section title={t("sessionsTitle")} description={t("sessionsDescription")}>
        <SignOutEverywhere />
      </Section>
    </>
  );
}
