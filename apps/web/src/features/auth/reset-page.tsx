import { Button } from "@causerie/ui";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { getCaller } from "#trpc/server.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";
import { RequestResetForm } from "./request-reset-form.tsx";

/** A forgotten password: asks for the mail; behind the mail's link, for the new one. */
export async function ResetPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const t = await getTranslations("auth.reset");
  const caller = await getCaller();
  const signIn = (
    <p className="mt-6">
      <Link href="/sign-in" className="link">
        {t("signIn")}
      </Link>
    </p>
  );
  if (typeof token !== "string" || token === "") {
    const { mail } = await caller.auth.access();
    return (
      <AuthFrame title={t("title")} intro={mail ? t("intro") : t("noMail")}>
        {mail && <RequestResetForm />}
        {signIn}
      </AuthFrame>
    );
  }
  const { valid } = token.length <= 200 ? await caller.mailedLinks.checkReset({ token }) : { valid: false };
  if (!valid) {
    return (
      <AuthFrame title={t("invalidTitle")} intro={t("invalidDescription")}>
        <Button asChild variant="primary">
          <Link href="/reset">{t("again")}</Link>
        </Button>
        {signIn}
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("chooseTitle")} intro={t("chooseIntro")}>
      <NewPasswordForm token={token} />
    </AuthFrame>
  );
}
