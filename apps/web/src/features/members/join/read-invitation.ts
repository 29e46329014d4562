import "server-only";
import { getCaller } from "#trpc/server.ts";
import { serverErrorCode } from "#trpc/server-error.ts";

/** The server takes none that is longer. */
const longestToken = 200;

/** What an invitation invites to; null: it can't be used. */
export async function readInvitation(token: string) {
  if (token.length > longestToken) return null;
  const caller = await getCaller();
  try {
    return await caller.members.previewInvite({ token });
  } catch (error) {
    if (serverErrorCode(error) === "INVITE_INVALID") return null;
    throw error;
  }
}
