"use client";

import { useState } from "react";
import { browserStorage, forgetDrafts } from "#session/private-storage.ts";
import { signOut } from "#session/sign-in.ts";
import { trpc } from "#trpc/client.ts";

/** Deletes the account with everything in it, and leaves. */
export function useDeleteAccount() {
  const { mutateAsync } = trpc.users.deleteSelf.useMutation();
  const [leaving, setLeaving] = useState(false);
  return {
    leaving,
    async remove(proof: { password?: string }): Promise<void> {
      await mutateAsync(proof);
      setLeaving(true);
      forgetDrafts(browserStorage());
      // Only forgets the cookie: the account behind it is gone, whether or not this succeeds.
      await signOut().catch(() => {});
      location.assign("/sign-in");
    },
  };
}
