import "server-only";
import type { SharedPage } from "@causerie/api/schemas";
import { cache } from "react";
import { getCaller } from "#trpc/server.ts";
import { serverErrorCode } from "#trpc/server-error.ts";

/** A page of what a link shows; null: there is no such link. Read once per request. */
export const readShare = cache(async (token: string, from: number): Promise<SharedPage | null> => {
  if (token.length > longestToken) return null;
  const caller = await getCaller();
  try {
    return await caller.shares.read({ token, from });
  } catch (error) {
    if (serverErrorCode(error) === "NOT_FOUND") return null;
    throw error;
  }
});

/** The server takes none that is longer. */
const longestToken = 200;
