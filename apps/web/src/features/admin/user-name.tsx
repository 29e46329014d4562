import type { UserView } from "@causerie/api/schemas";
import { useTranslations } from "next-intl";

/** Who it is: name, three letters, email. */
export function UserName({ user, isViewer }: { user: UserView; isViewer: boolean }) {
  const t = useTranslations("admin.users");
  return (
    <div className="min-w-0">
      <p className="truncate font-medium text-base">
        <bdi>{user.username}</bdi>
        {user.trigram && <span className="ml-2 font-normal text-ink-subtle text-sm">{user.trigram}</span>}
        {isViewer && <span className="ml-2 font-normal text-ink-subtle text-sm">({t("you")})</span>}
      </p>
      <p className="truncate text-ink-muted text-sm">
        <bdi>{user.email}</bdi>
      </p>
    </div>
  );
}
