import "server-only";
import type { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { getApp } from "#trpc/app.ts";
import { encodeFailure } from "#trpc/failure.ts";
import { toServerFailure } from "#trpc/server-error.ts";
import { sessionCookieName, sessionMaxAgeSeconds } from "../../server/session-cookie.ts";
import { openIdProvider } from "./provider.ts";
import { isSecure } from "./secure.ts";

/** Sign-in, sign-out and the renewal of the session's cookie, at `/api/auth/*`. */
export function handleAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

/** Made per request, because the app exists only once the server runs. */
function authOptions(): AuthOptions {
  const app = getApp();
  const { provider } = app.config;
  const secure = isSecure(app.config.publicUrl);
  return {
    secret: app.sessionSecret,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: sessionMaxAgeSeconds },
    cookies: {
      sessionToken: {
        name: sessionCookieName(secure),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      ...(provider ? [openIdProvider(provider)] : []),
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials, request) {
          try {
            const { userId, sessionVersion } = await app.services.auth.signIn({
              email: String(credentials?.email ?? ""),
              password: String(credentials?.password ?? ""),
              code: credentials?.code,
              address: String(request.headers?.["x-causerie-address"] ?? "unknown"),
              requestId: String(request.headers?.["x-request-id"] ?? ""),
            });
            return { id: userId, sessionVersion };
          } catch (error) {
            // next-auth carries nothing of an error to the browser but its message.
            throw new Error(encodeFailure(toServerFailure(error)));
          }
        },
      }),
    ],
    callbacks: {
      /** Who they are here, of whom the provider told; on to the sign-in page, with why not, when they are nobody. */
      async signIn({ account, user, profile }) {
        if (account?.type !== "oauth") return true;
        try {
          const { userId, sessionVersion } = await app.services.identities.signIn(profile);
          // What `jwt` is given next is this very object.
          Object.assign(user, { id: userId, sessionVersion });
          return true;
        } catch (error) {
          return `/sign-in?error=${toServerFailure(error).code}`;
        }
      },
      /** The cookie says who and which version, and nothing else. A renewed one says what it said before. */
      jwt: ({ token: { sub, ver }, user }) =>
        user
          ? { sub: user.id, ver: user.sessionVersion }
          : { ...(sub !== undefined && { sub }), ...(ver !== undefined && { ver }) },
      session: ({ session }) => ({ expires: session.expires }),
    },
    // Of its errors the sign-in page says what a person can do; the one that an operator needs is the provider's.
    logger: {
      error: (code, metadata) => {
        if (code.includes("OAUTH"))
          app.log.warn(
            { code, err: metadata instanceof Error ? metadata : metadata.error },
            "signing in through the provider failed",
          );
      },
      warn: () => {},
      debug: () => {},
    },
  };
}
