import { Notice } from "@causerie/ui";
import type { Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isInvitation, registerPath, safeNextPath } from "#session/next-path.ts";
import { getViewer } from "#session/viewer.ts";
import { getCaller } from "#trpc/server.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { providerFailure } from "./provider-failure.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** Signing in; on to where one came from. On a server without accounts: on to its set-up. */
export async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>;
}) {
  const { next: wanted, error } = await searchParams;
  const next = safeNextPath(wanted);
  // Checked by safeNextPath; the address is a variable, so it is no literal of the typed routes.
  if (await getViewer()) redirect(next as Route);
  const access = await (await getCaller()).auth.access();
  if (access.needsSetup) redirect("/setup");
  const [t, errors] = await Promise.all([getTranslations("auth.signIn"), getTranslations("errors")]);
  const domains = access.allowedEmailDomains.join(", ");
  return (
    <AuthFrame title={t("title")} {...(isInvitation(next) && { intro: t("invited") })}>
      {error !== undefined && (
        <Notice tone="danger" className="mb-6">
          {errors(providerFailure(error), { domains })}
        </Notice>
      )}
      <SignInForm next={next}>
        {access.mail && (
          <p className="mt-4">
            <Link href="/reset" className="link">
              {t("forgot")}
            </Link>
          </p>
        )}
        {access.provider !== null && <ProviderButton name={access.provider} next={next} />}
        <p className="mt-6 text-ink-muted">
          {access.registration === "closed" ? (
            t("closed")
          ) : (
            <>
              {t("noAccount")}{" "}
              <Link href={registerPath(next) as Route} className="link">
                {t("register")}
              </Link>
            </>
          )}
        </p>
      </SignInForm>
    </AuthFrame>
  );
}
