import { decodeFailure, FailureError, failure } from "#trpc/failure.ts";
import { browserStorage, forgetDrafts } from "./private-storage.ts";

/**
 * Begins a session in this browser. The cookie comes with the answer; the page must be loaded anew to use it.
 *
 * @throws {FailureError}
 */
export async function signIn(credentials: { email: string; password: string; code?: string }): Promise<void> {
  const { ok, url } = await postToNextAuth("/api/auth/callback/credentials", credentials);
  const answer = URL.parse(url, location.origin)?.searchParams;
  const error = answer?.get("error");
  if (error) throw new FailureError(decodeFailure(error));
  if (!ok || answer?.has("csrf")) throw new FailureError(failure("INTERNAL"));
}

/**
 * Where to go to sign in through the OpenID provider.
 *
 * @param next A path of this app, where the provider's answer leads in the end.
 * @param options.anew Whoever is known there already is asked to prove it once more.
 * @throws {FailureError}
 */
export async function providerUrl(next: string, { anew = false } = {}): Promise<string> {
  const path = `/api/auth/signin/oidc${anew ? "?prompt=login&max_age=0" : ""}`;
  const { url } = await postToNextAuth(path, { callbackUrl: `${location.origin}${next}` });
  if (url === "") throw new FailureError(failure("PROVIDER_REFUSED"));
  return url;
}

/** Ends the session of this browser, which keeps nothing that was written in it. @throws {FailureError} */
export async function signOut(): Promise<void> {
  const { ok } = await postToNextAuth("/api/auth/signout", {});
  if (!ok) throw new FailureError(failure("INTERNAL"));
  forgetDrafts(browserStorage());
}

/** next-auth takes a change only with the token that it gave to this browser just before. */
async function postToNextAuth(path: string, fields: Record<string, string>): Promise<{ ok: boolean; url: string }> {
  try {
    const { csrfToken } = textFields(await (await fetch("/api/auth/csrf")).json());
    const body = new URLSearchParams({ ...fields, csrfToken: csrfToken ?? "", json: "true" });
    const response = await fetch(path, { method: "POST", body });
    const { url } = textFields(await response.json());
    return { ok: response.ok, url: url ?? "" };
  } catch (error) {
    throw new FailureError(failure("UNREACHABLE"), { cause: error });
  }
}

function textFields(json: unknown): Partial<Record<string, string>> {
  if (typeof json !== "object" || json === null) return {};
  return Object.fromEntries(Object.entries(json).filter(([, value]) => typeof value === "string"));
}
