import "server-only";
import type { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { getApp } from "#trpc/app.ts";
import { encodeFailure } from "#trpc/failure.ts";
import { toServerFailure } from "#trpc/server-error.ts";
import { sessionCookieName, sessionMaxAgeSeconds } from "../../server/session-cookie.ts";
import { logProviderFailure, openIdProvider, signInByProvider } from "./provider.ts";
import { isSecure } from "./secure.ts";

/** Sign-in, sign-out and the renewal of the session's cookie, at `/api/auth/*`. */
export function handleAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  return NextAuth(request, context, authOptions(request));
}

/** Made per request, because the app exists only once the server runs. */
function authOptions(request: NextRequest): AuthOptions {
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
        async authorize(credentials) {
          try {
            const { userId, sessionVersion } = await app.services.auth.signIn({
              email: String(credentials?.email ?? ""),
              password: String(credentials?.password ?? ""),
              code: credentials?.code,
              address: request.headers.get("x-causerie-address") ?? "unknown",
              requestId: request.headers.get("x-request-id") ?? "",
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
      signIn: (attempt) => signInByProvider(app, attempt, request.headers),
      /** The cookie says who, which version and when the provider asked, and nothing else. A renewed one says it again. */
      jwt: ({ token: { sub, ver, pat }, user }) =>
        claimsOf(user ? { sub: user.id, ver: user.sessionVersion, pat: user.provenAt } : { sub, ver, pat }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: { error: (code, metadata) => logProviderFailure(app.log, code, metadata), warn: () => {}, debug: () => {} },
  };
}

/** Without what is not there: a cookie holds no `undefined`. */
function claimsOf({ sub, ver, pat }: { [Claim in "sub" | "ver" | "pat"]: JWT[Claim] | undefined }): JWT {
  return { ...(sub !== undefined && { sub }), ...(ver !== undefined && { ver }), ...(pat !== undefined && { pat }) };
}
