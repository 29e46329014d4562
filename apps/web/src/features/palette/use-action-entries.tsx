"use client";

import type { CommandEntry } from "@causerie/ui/command";
import { Keyboard, Languages, Monitor, Moon, Settings, SquarePen, Sun, Users } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { localeNames, locales } from "#i18n/locales.ts";
import { useLanguage } from "#i18n/use-language.ts";
import { trpc } from "#trpc/client.ts";
import { useConversations, useTheme } from "../conversations/index.ts";
import type { PaletteKeys } from "./palette-view.ts";
import { useChooseLocale } from "./use-choose-locale.ts";

/** What one can do anywhere: begin anew, go to a page, change theme or language. */
export function useActionEntries({ keys, onHelp }: { keys: PaletteKeys; onHelp: () => void }): CommandEntry[] {
  const t = useTranslations("palette");
  const router = useRouter();
  const locale = useLanguage();
  const chooseLocale = useChooseLocale();
  const { open } = useConversations();
  const { theme, setTheme } = useTheme();
  const { data: me } = trpc.auth.me.useQuery();
  const go = (path: Route) => () => router.push(path);
  const entries: (CommandEntry | false)[] = [
    { id: "new", label: t("new"), icon: <SquarePen />, keys: keys.newChat, onSelect: () => open(null) },
    { id: "settings", label: t("settings"), icon: <Settings />, onSelect: go("/settings") },
    me?.role === "admin" && {
      id: "administration",
      label: t("administration"),
      icon: <Users />,
      onSelect: go("/admin/users"),
    },
    theme !== "light" && {
      id: "light",
      label: t("light"),
      keywords: [t("theme")],
      icon: <Sun />,
      onSelect: () => void setTheme("light"),
    },
    theme !== "dark" && {
      id: "dark",
      label: t("dark"),
      keywords: [t("theme")],
      icon: <Moon />,
      onSelect: () => void setTheme("dark"),
    },
    theme !== null && {
      id: "system",
      label: t("system"),
      keywords: [t("theme")],
      icon: <Monitor />,
      onSelect: () => void setTheme(null),
    },
    ...locales
      .filter((other) => other !== locale)
      .map(
        (other): CommandEntry => ({
          id: `locale-${other}`,
          label: localeNames[other],
          keywords: [t("language")],
          hint: t("language"),
          icon: <Languages />,
          onSelect: () => void chooseLocale(other),
        }),
      ),
    { id: "help", label: t("keys"), icon: <Keyboard />, keys: ["?"], onSelect: onHelp },
  ];
  return entries.filter((entry) => entry !== false);
}
