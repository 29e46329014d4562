"use client";

import { toast } from "@causerie/ui";
import { useCallback } from "react";
import { writePreference } from "#preferences/cookies.ts";
import { applyTheme, type Theme } from "#preferences/theme.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** The person's theme, null when it follows the system, and a way to change it that shows at once. */
export function useTheme(): { theme: Theme | null; setTheme: (theme: Theme | null) => Promise<void> } {
  const utils = trpc.useUtils();
  const errorText = useErrorText();
  const { data: me } = trpc.auth.me.useQuery();
  const setTheme = useCallback(
    async (theme: Theme | null) => {
      applyTheme(theme);
      writePreference("theme", theme);
      utils.auth.me.setData(undefined, (known) => known && { ...known, theme });
      try {
        await utils.client.users.updateSelf.mutate({ data: { theme } });
      } catch (error) {
        toast({ tone: "danger", message: errorText(error) });
      }
    },
    [utils, errorText],
  );
  return { theme: me?.theme ?? null, setTheme };
}
