"use client";

import type { UserView } from "@causerie/api/schemas";
import { Table } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { UserBadges } from "./user-badges.tsx";
import { UserMenu } from "./user-menu.tsx";
import { UserName } from "./user-name.tsx";

/** The accounts in rows, where there is room for them. */
export function UserTable({ users, viewerId }: { users: readonly UserView[]; viewerId: string }) {
  const t = useTranslations("admin.users");
  const format = useFormatter();
  return (
    <Table caption={t("caption")} className="hidden sm:block">
      <thead>
        <tr>
          <th scope="col">{t("username")}</th>
          <th scope="col" className="w-44">
            {t("role")}
          </th>
          <th scope="col" className="hidden w-0 lg:table-cell">
            {t("since")}
          </th>
          <th scope="col" className="w-0">
            {t("lastSeen")}
          </th>
          <th scope="col" className="w-0">
            <span className="sr-only">{t("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            {/* A long address is cut short rather than the menu pushed out of sight. */}
            <td className="max-w-0">
              <UserName user={user} isViewer={user.id === viewerId} />
            </td>
            <td>
              <UserBadges user={user} />
            </td>
            <td className="hidden whitespace-nowrap text-ink-muted lg:table-cell">
              {format.dateTime(new Date(user.createdAt), { dateStyle: "medium" })}
            </td>
            <td className="whitespace-nowrap text-ink-muted">
              {user.lastSeenAt ? format.dateTime(new Date(user.lastSeenAt), { dateStyle: "medium" }) : t("neverSeen")}
            </td>
            <td>{user.id !== viewerId && <UserMenu user={user} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
