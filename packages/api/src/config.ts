import { envInteger } from "@causerie/core/server";
import { z } from "zod";

/** The variables of the environment that the domain reads; the app's own schema spreads them. */
export const apiEnvShape = {
  /** How many of the last messages the model is sent. */
  CHAT_MEMORY_MESSAGES: envInteger({ min: 1, max: 200 }).default(8),
  /** The most characters that one message may have. */
  MAX_MESSAGE_CHARACTERS: envInteger({ min: 1, max: 1_000_000 }).default(100_000),
  REGISTRATION: z.enum(["open", "closed"], "expected open or closed").default("open"),
  /** Comma-separated; empty: any domain. */
  ALLOWED_EMAIL_DOMAINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((domain) => domain.trim().toLowerCase()))
    .transform((domains) => domains.filter((domain) => domain !== "")),
  JWT_EXPIRES_MINUTES: envInteger({ min: 1, max: 1440 }).default(15),
};

export type ApiConfig = {
  chatMemoryMessages: number;
  maxMessageCharacters: number;
  registration: "open" | "closed";
  allowedEmailDomains: readonly string[];
  jwtExpiresMinutes: number;
  /** Signs tokens; at least 32 characters. */
  authSecret: string;
};
