import type { Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { registerPath, safeNextPath } from "#session/next-path.ts";
import { getViewer } from "#session/viewer.ts";
import { getCaller } from "#trpc/server.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** Signing in; on to where one came from. On a server without accounts: on to its set-up. */
export async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = safeNextPath((await searchParams).next);
  // Checked by safeNextPath; the address is a variable, so it is no literal of the typed routes.
  if (await getViewer()) redirect(next as Route);
  const access = await (await getCaller()).auth.access();
  if (access.needsSetup) redirect("/setup");
  const t = await getTranslations("auth.signIn");
  return (
    <AuthFrame title={t("title")}>
      <SignInForm next={next} />
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
    </AuthFrame>
  );
}
