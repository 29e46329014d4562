import "server-only";
import type { Account, Profile, User } from "next-auth";
import type { Provider } from "next-auth/providers/index";
import type { RunningApp } from "#trpc/app.ts";
import { toServerFailure } from "#trpc/server-error.ts";

/** What next-auth knows the OpenID provider by; part of the address that the provider sends people back to. */
const providerId = "oidc";

/** How long the provider may take to answer each of the server's own requests, in milliseconds. */
const timeout = 10_000;

/**
 * The OpenID provider, asked with PKCE, state and nonce. Who someone is here is not decided by what it returns as a profile, but
 * by {@link signInByProvider}, from the claims.
 */
export function openIdProvider(config: NonNullable<RunningApp["config"]["provider"]>): Provider {
  return {
    id: providerId,
    name: config.name,
    type: "oauth",
    wellKnown: `${config.issuer}/.well-known/openid-configuration`,
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout },
    userinfo: {
      // Not every provider puts the email into the ID token; the library compares the two subjects.
      async request({ client, tokens }) {
        // next-auth's type says less than what its OpenID client hands over.
        const issued = tokens as Awaited<ReturnType<typeof client.callback>>;
        const claims = issued.claims();
        if (claims.email !== undefined && claims.email_verified !== undefined) return claims;
        return { ...(await client.userinfo(issued)), ...claims };
      },
    },
    profile: ({ sub }: { sub: string }) => ({ id: sub, sessionVersion: 0 }),
  };
}

/**
 * Decides who someone is here, of whom the provider told. A password was checked before.
 *
 * @returns true, or where to go when they are nobody here: to the sign-in page, with why.
 */
export async function signInByProvider(
  app: RunningApp,
  { account, user, profile }: { account: Account | null; user: Partial<User>; profile?: Profile },
  headers: Headers,
): Promise<true | string> {
  if (account?.type !== "oauth") return true;
  try {
    const { userId, sessionVersion, provenAt } = await app.services.identities.signIn(profile, {
      address: headers.get("x-causerie-address") ?? "unknown",
      requestId: headers.get("x-request-id"),
    });
    // What makes the session's cookie next is given this very object.
    Object.assign(user, { id: userId, sessionVersion, provenAt: Math.floor(provenAt.getTime() / 1000) });
    return true;
  } catch (error) {
    const { code } = toServerFailure(error);
    app.log.info({ code }, "someone whom the provider knows was not signed in");
    return `/sign-in?error=${code}`;
  }
}

/** next-auth's failures at the provider, for the operator; what a person can do, the sign-in page says. */
export function logProviderFailure(log: RunningApp["log"], code: string, metadata: Error | { error: Error }): void {
  if (!code.includes("OAUTH")) return;
  // The message alone: the library's errors carry answers of the provider along, and those may hold tokens.
  const { message } = metadata instanceof Error ? metadata : metadata.error;
  log.warn({ code, reason: message }, "signing in through the provider failed");
}
