import { AppError } from "@causerie/core";
import type { Limiters } from "../rate-limits/limiters.ts";

const hour = 3600;
/** How many mails one email is sent, and one network address may have sent, within an hour. */
const limits = { email: { points: 5, seconds: hour }, address: { points: 30, seconds: hour } } as const;

/** Keeps people from being flooded with mails through this server. */
export type MailLimits = {
  /** Counts a mail, whether or not anybody has that email. @throws {AppError} RATE_LIMITED with `retryAfterSeconds`. */
  consume(keys: { email: string; address: string }): Promise<void>;
};

export function createMailLimits(makeLimiter: Limiters): MailLimits {
  const email = makeLimiter({ name: "mails-email", ...limits.email });
  const address = makeLimiter({ name: "mails-address", ...limits.address });
  return {
    async consume(keys) {
      for (const count of [await address.consume(keys.address), await email.consume(keys.email)]) {
        if (count.allowed) continue;
        const retryAfterSeconds = Math.max(1, Math.ceil(count.msBeforeNext / 1000));
        throw new AppError("RATE_LIMITED", { message: "too many mails", params: { retryAfterSeconds } });
      }
    },
  };
}
