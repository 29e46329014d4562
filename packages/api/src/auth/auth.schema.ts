import { z } from "zod";
import { isoTime } from "../schema-parts.ts";
import { signInCode } from "../second-factors/second-factors.schema.ts";
import { passwordLength } from "./passwords/password-text.ts";
import { isOfOneScript } from "./username.ts";

/** Compared lower-cased; the longest address that mail can carry. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** 8 to 128 characters of any script; whether it is too common is said by the service. */
export const password = z
  .string()
  .max(1024)
  .refine((value) => value.isWellFormed(), "Half of a surrogate pair is no character.")
  .refine((value) => passwordLength(value) >= 8, { params: { reason: "too_short" }, message: "At least 8 characters." })
  .refine((value) => passwordLength(value) <= 128, {
    params: { reason: "too_long" },
    message: "At most 128 characters.",
  });
export const username = z
  .string()
  .max(200)
  .normalize("NFKC")
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{1,31}$/u, "2 to 32 letters, digits, dots, dashes or underscores.")
  .refine((name) => !/\p{M}{3}/u.test(name), "At most two accents on a letter.")
  .refine(isOfOneScript, "Letters of one alphabet.");
export const trigram = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{3}$/, "Three letters.")
  .toUpperCase();

/** What a wrong form would tell an attacker is nothing: any text is tried and refused alike. */
export const loginInput = z.object({
  email: z.string().max(320),
  password: z.string().max(1024),
  /** Of the second factor, for whoever has one: six digits or a recovery code. */
  code: signInCode.optional(),
});
export const tokenOutput = z.object({ accessToken: z.string(), tokenType: z.literal("bearer"), expiresAt: isoTime });

/** The languages and themes a person may choose; null follows the browser or the system. */
export const locale = z.enum(["en", "fr"]).nullable();
export const theme = z.enum(["light", "dark"]).nullable();

/** `locale`: the language of the mail that asks to confirm the email, where mail is sent. */
export const registerInput = z.object({
  email,
  password,
  username,
  trigram: trigram.optional(),
  locale: locale.optional(),
});

export const meOutput = z.object({
  id: z.string(),
  email: z.string(),
  username: z.string(),
  trigram: z.string().nullable(),
  role: z.enum(["user", "admin"]),
  locale,
  theme,
  defaultModel: z.string().nullable(),
  /** Whether it is known that the email is theirs. */
  emailVerified: z.boolean(),
  createdAt: isoTime,
});
export type Me = z.infer<typeof meOutput>;

export const changePasswordInput = z.object({ currentPassword: z.string().max(1024), newPassword: password });

/** What a visitor may know before signing in. */
export const accessOutput = z.object({
  registration: z.enum(["open", "closed"]),
  allowedEmailDomains: z.array(z.string()),
  /** No account exists yet: the first admin comes from the one-time link. */
  needsSetup: z.boolean(),
  /** What the provider is called through which people may sign in; null: there is none. */
  provider: z.string().nullable(),
  /** Whether mail is sent, by which a password can be reset. */
  mail: z.boolean(),
});

export const setupInput = z.object({ token: z.string().min(1).max(200), email, password, username });
export const checkSetupInput = z.object({ token: z.string().max(200) });
export const checkSetupOutput = z.object({ valid: z.boolean() });
