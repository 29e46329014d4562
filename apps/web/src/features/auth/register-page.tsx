import { Button } from "@causerie/ui";
import type { Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isInvitation, safeNextPath, signInPath } from "#session/next-path.ts";
import { getViewer } from "#session/viewer.ts";
import { getCaller } from "#trpc/server.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { RegisterForm } from "./register-form.tsx";

/** A new account, or why there is none to be had here; on to where one came from. */
export async function RegisterPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = safeNextPath((await searchParams).next);
  // Checked by safeNextPath; the addresses are variables, so they are no literals of the typed routes.
  if (await getViewer()) redirect(next as Route);
  const signIn = signInPath(next) as Route;
  const access = await (await getCaller()).auth.access();
  if (access.needsSetup) redirect("/setup");
  const t = await getTranslations("auth.register");
  if (access.registration === "closed") {
    return (
      <AuthFrame title={t("closedTitle")} intro={t("closedDescription")}>
        <Button asChild variant="primary">
          <Link href={signIn}>{t("signIn")}</Link>
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("title")} {...(isInvitation(next) && { intro: t("invited") })}>
      <RegisterForm next={next} allowedEmailDomains={access.allowedEmailDomains} />
      <p className="mt-6 text-ink-muted">
        {t("haveAccount")}{" "}
        <Link href={signIn} className="link">
          {t("signIn")}
        </Link>
      </p>
    </AuthFrame>
  );
}
