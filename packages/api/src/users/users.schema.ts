import { z } from "zod";
import { email, locale, meOutput, password, theme, trigram, username } from "../auth/auth.schema.ts";
import { idOf, isoTime, pageInput, pageOf, storableText } from "../schema-parts.ts";

export const updateSelfInput = z.object({
  data: z.object({
    username: username.optional(),
    trigram: trigram.nullable().optional(),
    locale: locale.optional(),
    theme: theme.optional(),
    defaultModel: storableText.min(1).max(200).nullable().optional(),
  }),
});
export const updateSelfOutput = meOutput;
/** `password` is left out by who has none: their sign-in through the provider must be fresh then. */
export const deleteSelfInput = z.object({ password: z.string().max(1024).optional() });

export const userView = z.object({
  id: z.string(),
  email: z.string(),
  username: z.string(),
  trigram: z.string().nullable(),
  role: z.enum(["user", "admin"]),
  isActive: z.boolean(),
  /** How many messages they may send a minute; null: as everybody. */
  messagesPerMinute: z.number().int().nullable(),
  /** A code is asked for beside the password. */
  hasSecondFactor: z.boolean(),
  /** To a few minutes; null: never since that is written down. */
  lastSeenAt: isoTime.nullable(),
  createdAt: isoTime,
});
export type UserView = z.infer<typeof userView>;
export const userPage = pageOf(userView);

export const listUsersInput = z.object({ ...pageInput, query: storableText.trim().max(200).optional() });
/** No role: only `users.update` sets one. */
export const createUserInput = z.object({ email, password, username });
export const updateUserInput = z.object({
  id: idOf("user"),
  data: z.object({
    role: z.enum(["user", "admin"]).optional(),
    isActive: z.boolean().optional(),
    messagesPerMinute: z.number().int().min(1).max(100_000).nullable().optional(),
  }),
});
export const userIdInput = z.object({ id: idOf("user") });
/** Who is gone. */
export const deletedUser = z.object({ id: z.string(), username: z.string() });
export type DeletedUser = z.infer<typeof deletedUser>;
