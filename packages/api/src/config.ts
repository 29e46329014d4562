import { envBoolean, envInteger } from "@causerie/core/server";
import { z } from "zod";
import { type ProviderConfig, providerEnvShape } from "./identities/provider-config.ts";
import { type MailConfig, mailEnvShape } from "./mail/mail-config.ts";

/** The variables of the environment that the domain reads; the app's own schema spreads them. */
export const apiEnvShape = {
  ...providerEnvShape,
  ...mailEnvShape,
  /** The most characters that one message may have. */
  MAX_MESSAGE_CHARACTERS: envInteger({ min: 1, max: 1_000_000 }).default(100_000),
  REGISTRATION: z.enum(["open", "closed"], "expected open or closed").default("open"),
  /** The largest file of conversations that a person may import, in bytes. */
  MAX_IMPORT_BYTES: envInteger({ min: 1024, max: 100_000_000_000 }).default(1_073_741_824),
  /** Comma-separated; empty: any domain. */
  ALLOWED_EMAIL_DOMAINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((domain) => domain.trim().toLowerCase()))
    .transform((domains) => domains.filter((domain) => domain !== "")),
  /** Whether people must have shown that their email is theirs before they may ask a model. */
  REQUIRE_VERIFIED_EMAIL: envBoolean.default(false),
  /** How many times the usual number of calls each person may make, for programs and load tests; sign-in keeps its limit. */
  RATE_LIMIT_FACTOR: envInteger({ min: 1, max: 100_000 }).default(1),
  JWT_EXPIRES_MINUTES: envInteger({ min: 1, max: 1440 }).default(15),
  /** Where people reach this server, e.g. https://chat.example.org; unset: at whatever name they use. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "expected an http or https address" })
    .transform((url) => new URL(url).origin)
    .optional(),
};

export type ApiConfig = {
  chatMemoryMessages: number;
  maxMessageCharacters: number;
  registration: "open" | "closed";
  allowedEmailDomains: readonly string[];
  jwtExpiresMinutes: number;
  /** Where uploaded files wait until they are read. */
  importDirectory: string;
  maxImportBytes: number;
  /** Whose disk the system page tells of. */
  dataDirectory: string;
  /** Null: people reach this server at whatever name they use. */
  publicUrl: string | null;
  /** Where people may sign in from; null: with a password only. */
  provider: ProviderConfig | null;
  /** Null: no mail is sent, so no password is reset and no email verified. */
  mail: MailConfig | null;
  requireVerifiedEmail: boolean;
  /** Signs tokens; at least 32 characters. */
  authSecret: string;
};
