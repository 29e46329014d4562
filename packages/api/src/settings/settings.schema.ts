import { z } from "zod";

/** A name such as mail has behind its @. */
export const emailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u,
    "A domain, as example.org.",
  );

/** Null: the environment's value is in force. */
export const updateRegistrationInput = z.object({
  data: z.object({
    registration: z.enum(["open", "closed"]).nullable().optional(),
    /** Empty: any domain. */
    allowedEmailDomains: z.array(emailDomain).max(200).nullable().optional(),
  }),
});
export type UpdateRegistration = z.infer<typeof updateRegistrationInput>["data"];

const registrationRules = z.object({
  registration: z.enum(["open", "closed"]),
  allowedEmailDomains: z.array(z.string()),
});

export const registrationSettings = z.object({
  /** What holds now. */
  inForce: registrationRules,
  /** What the environment says. */
  environment: registrationRules,
  /** What an admin set instead; null: nothing. */
  set: z.object({
    registration: z.enum(["open", "closed"]).nullable(),
    allowedEmailDomains: z.array(z.string()).nullable(),
  }),
});
export type RegistrationSettings = z.infer<typeof registrationSettings>;
