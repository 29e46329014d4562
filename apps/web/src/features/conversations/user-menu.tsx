"use client";

import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator, toast } from "@causerie/ui";
import { Archive, ChevronsUpDown, Keyboard, LogOut, Settings, Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { initialsOf } from "#components/initials.ts";
import { signOut } from "#session/sign-in.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { ThemeChoice } from "./theme-choice.tsx";

/** Who is signed in, and what belongs to them: settings, theme, archive, signing out. */
export function UserMenu({ onArchive, onKeys }: { onArchive: () => void; onKeys: () => void }) {
  const t = useTranslations("conversations");
  const errorText = useErrorText();
  const { data: me } = trpc.auth.me.useQuery();
  const leave = async () => {
    try {
      await signOut();
      location.assign("/sign-in");
    } catch (error) {
      toast({ tone: "danger", message: errorText(error) });
    }
  };
  return (
    <DropdownMenu
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          className="flex h-11 w-full items-center gap-2.5 rounded-box px-2 text-left text-sm hover:bg-fill/60 data-[state=open]:bg-fill"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-[0.6875rem] text-accent uppercase"
          >
            {me && (me.trigram ?? initialsOf(me.username))}
          </span>
          <span className="sr-only">{t("account")}</span>
          <span className="min-w-0 flex-1 truncate">{me?.username}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-subtle" />
        </button>
      }
    >
      <DropdownMenuItem asChild>
        <Link href="/settings" prefetch={false}>
          <Settings aria-hidden />
          {t("settings")}
        </Link>
      </DropdownMenuItem>
      {me?.role === "admin" && (
        <DropdownMenuItem asChild>
          <Link href="/admin/users" prefetch={false}>
            <Users aria-hidden />
            {t("admin")}
          </Link>
        </DropdownMenuItem>
      )}
      <DropdownMenuItem icon={<Archive />} onSelect={onArchive}>
        {t("archivedList")}
      </DropdownMenuItem>
      <DropdownMenuItem icon={<Keyboard />} keys={["?"]} onSelect={onKeys}>
        {t("keys")}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <ThemeChoice />
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={<LogOut />} onSelect={() => void leave()}>
        {t("signOut")}
      </DropdownMenuItem>
    </DropdownMenu>
  );
}
