import { getTranslations } from "next-intl/server";
import { AuthFrame } from "./auth-frame.tsx";
import { VerifyForm } from "./verify-form.tsx";

/** Behind the link of the mail that asks to confirm an email. To open it changes nothing: programs that look at mails do. */
export async function VerifyPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const t = await getTranslations("auth.verify");
  return (
    <AuthFrame title={t("title")} intro={t("intro")}>
      <VerifyForm token={typeof token === "string" ? token.slice(0, 200) : ""} />
    </AuthFrame>
  );
}
