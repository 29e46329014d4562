"use client";

import { SegmentedControl, toast } from "@causerie/ui";
import { Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { writePreference } from "#preferences/cookies.ts";
import { applyTheme, isTheme, type Theme } from "#preferences/theme.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** The theme, applied before it is kept; put back when it can't be. */
export function ThemeForm({ chosen }: { chosen: Theme | null }) {
  const t = useTranslations("settings.appearance");
  const errorText = useErrorText();
  const router = useRouter();
  const [value, setValue] = useState<Theme | null>(chosen);
  const update = trpc.users.updateSelf.useMutation();
  const show = (theme: Theme | null) => {
    setValue(theme);
    applyTheme(theme);
    writePreference("theme", theme);
  };
  const choose = (next: Theme | "system") => {
    const theme = isTheme(next) ? next : null;
    show(theme);
    update.mutate(
      { data: { theme } },
      {
        onSuccess: () => router.refresh(),
        onError: (error) => {
          show(value);
          toast({ tone: "danger", message: errorText(error) });
        },
      },
    );
  };
  return (
    <SegmentedControl
      label={t("legend")}
      value={value ?? "system"}
      onValueChange={choose}
      options={[
        { value: "system", label: t("system"), icon: <Monitor aria-hidden /> },
        { value: "light", label: t("light"), icon: <Sun aria-hidden /> },
        { value: "dark", label: t("dark"), icon: <Moon aria-hidden /> },
      ]}
    />
  );
}
