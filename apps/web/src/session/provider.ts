import "server-only";
import type { Provider } from "next-auth/providers/index";
import type { RunningApp } from "#trpc/app.ts";

/** What next-auth knows the OpenID provider by; part of the address that the provider sends people back to. */
export const providerId = "oidc";

/** How long the provider may take to answer each of the server's own requests, in milliseconds. */
const timeout = 10_000;

/**
 * The OpenID provider, asked with PKCE, state and nonce. Who someone is here is not decided by what it returns as a profile, but
 * in `callbacks.signIn`, from the claims.
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
