"use client";

import { DropdownMenuLabel, DropdownMenuRadioGroup } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useTheme } from "./use-theme.ts";

const system = "system";

/** Light, dark, or as the system says: three lines of a menu. */
export function ThemeChoice() {
  const t = useTranslations("conversations");
  const { theme, setTheme } = useTheme();
  return (
    <>
      <DropdownMenuLabel>{t("theme")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        value={theme ?? system}
        onValueChange={(value) => void setTheme(value === system ? null : value)}
        options={[
          { value: system, label: t("themeSystem") },
          { value: "light", label: t("themeLight") },
          { value: "dark", label: t("themeDark") },
        ]}
      />
    </>
  );
}
