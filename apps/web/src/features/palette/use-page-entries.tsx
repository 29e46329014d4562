"use client";

import type { CommandEntry } from "@causerie/ui/command";
import { Settings, Users } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { adminSections, settingsSections } from "#components/account-sections.ts";
import { trpc } from "#trpc/client.ts";

/** Every page of the settings and, for admins, of the administration, by its name. */
export function usePageEntries(): CommandEntry[] {
  const t = useTranslations("shell");
  const router = useRouter();
  const { data: me } = trpc.auth.me.useQuery();
  const to = (href: Route): Pick<CommandEntry, "id" | "onSelect"> => ({ id: href, onSelect: () => router.push(href) });
  const entries: CommandEntry[] = settingsSections.map(({ href, key }) => ({
    ...to(href),
    label: t(key),
    hint: t("sections"),
    icon: <Settings />,
  }));
  if (me?.role !== "admin") return entries;
  const ofAdmins = adminSections.map(({ href, key }) => ({
    ...to(href),
    label: t(key),
    hint: t("administration"),
    icon: <Users />,
  }));
  return [...entries, ...ofAdmins];
}
