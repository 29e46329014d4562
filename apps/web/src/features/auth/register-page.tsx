import { Button } from "@causerie/ui";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getViewer } from "#session/viewer.ts";
import { getCaller } from "#trpc/server.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { RegisterForm } from "./register-form.tsx";

/** A new account, or why there is none to be had here. */
export async function RegisterPage() {
  if (await getViewer()) redirect("/");
  const access = await (await getCaller()).auth.access();
  if (access.needsSetup) redirect("/setup");
  const t = await getTranslations("auth.register");
  if (access.registration === "closed") {
    return (
      <AuthFrame title={t("closedTitle")} intro={t("closedDescription")}>
        <Button asChild variant="primary">
          <Link href="/sign-in">{t("signIn")}</Link>
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("title")}>
      <RegisterForm allowedEmailDomains={access.allowedEmailDomains} />
      <p className="mt-6 text-ink-muted">
        {t("haveAccount")}{" "}
        <Link href="/sign-in" className="link">
          {t("signIn")}
        </Link>
      </p>
    </AuthFrame>
  );
}
