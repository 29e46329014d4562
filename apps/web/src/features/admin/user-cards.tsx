"use client";

import type { UserView } from "@causerie/api/schemas";
import { useTranslations } from "next-intl";
import { UserBadges } from "./user-badges.tsx";
import { UserMenu } from "./user-menu.tsx";
import { UserName } from "./user-name.tsx";

/** The accounts one below the other, on a phone. */
export function UserCards({ users, viewerId }: { users: readonly UserView[]; viewerId: string }) {
  const t = useTranslations("admin.users");
  return (
    <ul aria-label={t("caption")} className="border-line border-t sm:hidden">
      {users.map((user) => (
        <li key={user.id} className="flex items-start justify-between gap-3 border-line border-b py-3">
          <div className="flex min-w-0 flex-col gap-2">
            <UserName user={user} isViewer={user.id === viewerId} />
            <UserBadges user={user} />
          </div>
          {user.id !== viewerId && <UserMenu user={user} />}
        </li>
      ))}
    </ul>
  );
}
