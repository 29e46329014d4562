import { EnvError } from "@causerie/core/server";
import { z } from "zod";

/** The variables that name the OpenID provider; only the operator sets them, so nobody makes the server call elsewhere. */
export const providerEnvShape = {
  /** E.g. https://accounts.google.com: its settings are read from /.well-known/openid-configuration below it. */
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "expected an https address" })
    .refine((url) => isSafe(URL.parse(url)), "expected https, or http on this machine itself")
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What the button says that people sign in with; unset: the issuer's host. */
  OIDC_NAME: z.string().max(60).optional(),
};

export type ProviderConfig = { issuer: string; clientId: string; clientSecret: string; name: string };

/** @returns null when none is set. @throws {EnvError} when only a part is. */
export function readProviderConfig(env: z.infer<z.ZodObject<typeof providerEnvShape>>): ProviderConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer) throw new EnvError("OIDC_ISSUER is missing: it says which OpenID provider OIDC_CLIENT_ID is known to.");
  if (!clientId) throw new EnvError("OIDC_CLIENT_ID is missing: the provider of OIDC_ISSUER gives you one.");
  if (!clientSecret) throw new EnvError("OIDC_CLIENT_SECRET is missing: the provider of OIDC_ISSUER gives you one.");
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME ?? new URL(issuer).host };
}

function isSafe(url: URL | null): boolean {
  return url?.protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(url?.hostname ?? "");
}
