import type { UserView } from "@causerie/api/schemas";
import { Badge } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { BudgetsLeft } from "../usage/index.ts";

/** What is out of the ordinary about an account: most are active members, and say so quietly. */
export function UserBadges({ user }: { user: UserView }) {
  const t = useTranslations("admin.users");
  return (
    <div className="flex flex-wrap gap-1.5">
      {user.role === "admin" ? <Badge tone="accent">{t("roleAdmin")}</Badge> : <Badge>{t("roleUser")}</Badge>}
      {user.messagesPerMinute !== null && <Badge>{t("perMinute", { count: user.messagesPerMinute })}</Badge>}
      {user.hasSecondFactor && <Badge>{t("secondFactor")}</Badge>}
      <BudgetsLeft userId={user.id} />
      {!user.isActive && <Badge tone="warning">{t("inactive")}</Badge>}
    </div>
  );
}
