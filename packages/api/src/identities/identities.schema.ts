import { z } from "zod";
import { isoTime } from "../schema-parts.ts";

/** What an ID token says of a person, as far as it is looked at. The provider is trusted with it; its form is not. */
export const providerClaims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional().catch(undefined),
  /** Some providers write it as text. */
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .optional()
    .catch(undefined),
  preferred_username: z.string().max(200).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  /** When they last proved to the provider who they are, in seconds; many say it only where a new proof was asked for. */
  auth_time: z.number().nonnegative().optional().catch(undefined),
});
export type ProviderClaims = z.infer<typeof providerClaims>;

const identityView = z.object({
  /** The account's email at the provider when it was linked. */
  email: z.string(),
  createdAt: isoTime,
  lastUsedAt: isoTime.nullable(),
});
/** `identity` null: the person has not signed in through the provider. `fresh`: in this session they just did. */
export const identityOutput = z.object({
  identity: identityView.nullable(),
  hasPassword: z.boolean(),
  fresh: z.boolean(),
});
export type IdentityOutput = z.infer<typeof identityOutput>;
export const unlinkIdentityInput = z.object({ password: z.string().max(1024) });
