import { EnvError } from "@causerie/core/server";
import { z } from "zod";

export const mailEnvShape = {
  /** E.g. smtps://user:password@mail.example.org or smtp://user:password@mail.example.org:587 (STARTTLS). */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "expected an smtp or smtps address" }).optional(),
  /** Who mails are from: an address, or a name with one: Causerie <causerie@example.org>. */
  SMTP_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]{1,100} )?<?[^<>\s@]+@[^<>\s@]+>?$/,
      "expected an address such as Causerie <causerie@example.org>",
    )
    .optional(),
};

export type MailConfig = { smtpUrl: string; from: string; publicUrl: string };

/**
 * @param publicUrl what links in mails begin with: never a name that a request brought.
 * @returns null when mail is not set up. @throws {EnvError} when only a part is.
 */
export function readMailConfig(
  env: z.infer<z.ZodObject<typeof mailEnvShape>>,
  publicUrl: string | undefined,
): MailConfig | null {
  const { SMTP_URL: smtpUrl, SMTP_FROM: from } = env;
  if (!smtpUrl && !from) return null;
  if (!smtpUrl) throw new EnvError("SMTP_URL is missing: SMTP_FROM alone sends no mail.");
  if (!from) throw new EnvError("SMTP_FROM is missing: mails sent through SMTP_URL need a sender.");
  if (!publicUrl) {
    throw new EnvError("PUBLIC_URL is missing: with SMTP_URL set, it is what the links in mails begin with.");
  }
  return { smtpUrl, from, publicUrl };
}
