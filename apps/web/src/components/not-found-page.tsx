import { Button } from "@causerie/ui";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "./message-page.tsx";

/** Also what somebody else's page looks like: what one may not see does not exist. */
export async function NotFoundPage() {
  const t = await getTranslations("pages.notFound");
  return (
    <MessagePage title={t("title")} description={t("description")}>
      <Button asChild variant="primary">
        <Link href="/">{t("home")}</Link>
      </Button>
    </MessagePage>
  );
}
