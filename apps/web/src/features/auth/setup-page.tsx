import { Button } from "@causerie/ui";
import { headers } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { getCaller } from "#trpc/server.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { SetupForm } from "./setup-form.tsx";

/** The first admin's account, behind the one-time link; without a good link, where to find it. */
export async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const t = await getTranslations("auth.setup");
  const caller = await getCaller();
  if (typeof token !== "string" || token === "") {
    const [access, requestHeaders] = await Promise.all([caller.auth.access(), headers()]);
    return (
      <AuthFrame title={t("missingTitle")} intro={t("missingDescription")}>
        <p>{t("missingWhere")}</p>
        <p className="mt-3 overflow-x-auto rounded-box border border-line bg-sunken px-4 py-3 font-mono text-sm">
          {requestHeaders.get("host")}/setup?token=…
        </p>
        {!access.needsSetup && (
          <p className="mt-6">
            <Link href="/sign-in" className="link">
              {t("signIn")}
            </Link>
          </p>
        )}
      </AuthFrame>
    );
  }
  const { valid } = token.length <= 200 ? await caller.auth.checkSetup({ token }) : { valid: false };
  if (!valid) {
    return (
      <AuthFrame title={t("usedTitle")} intro={t("usedDescription")}>
        <Button asChild variant="primary">
          <Link href="/sign-in">{t("signIn")}</Link>
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("title")} intro={t("intro")}>
      <SetupForm token={token} />
    </AuthFrame>
  );
}
