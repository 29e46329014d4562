import "server-only";
import type { Me } from "@causerie/api/schemas";
import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getCaller } from "#trpc/server.ts";
import { serverErrorCode } from "#trpc/server-error.ts";
import { getCredentials } from "./credentials.ts";
import { signInPath } from "./next-path.ts";

/** Who is looking at this page, asked of the database once per request; null: nobody who is signed in. */
export const getViewer = cache(async (): Promise<Me | null> => {
  const credentials = await getCredentials();
  if (credentials.kind !== "session") return null;
  const caller = await getCaller();
  try {
    return await caller.auth.me();
  } catch (error) {
    const code = serverErrorCode(error);
    if (code === "UNAUTHENTICATED" || code === "SESSION_EXPIRED") return null;
    throw error;
  }
});

/**
 * Who is looking at this page, or on to the sign-in page, which leads back.
 *
 * @param path The page's own address: a server component can't know it.
 */
export async function requireUser(path: string): Promise<Me> {
  const viewer = await getViewer();
  // The address has a query, so it is no literal of the typed routes.
  if (!viewer) redirect(signInPath(path) as Route);
  return viewer;
}

/** As `requireUser`; to anyone but an admin the page does not exist. */
export async function requireAdmin(path: string): Promise<Me> {
  const viewer = await requireUser(path);
  if (viewer.role !== "admin") notFound();
  return viewer;
}
