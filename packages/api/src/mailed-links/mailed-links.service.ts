import { randomBytes } from "node:crypto";
import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { email as emailSchema, locale as localeSchema } from "../auth/auth.schema.ts";
import type { AuthService } from "../auth/auth.service.ts";
import type { MailConfig } from "../mail/mail-config.ts";
import { composeMail, type MailLocale } from "../mail/mail-texts.ts";
import type { Mailer } from "../mail/mailer.ts";
import { createKeyedHash } from "../secrets/keyed-hash.ts";
import type { MailLimits } from "./mail-limits.ts";
import * as repo from "./mailed-links.repo.ts";

const minute = 60_000;
/** How long each link works, in milliseconds. */
const lifetimes = { reset: 60 * minute, verify: 24 * 60 * minute } as const;
const pages = { reset: "/reset", verify: "/verify" } as const;

type Locale = MailLocale | null | undefined;

export type MailedLinksService = {
  /**
   * Mails a link for a new password to whoever has that email; the answer, and its time, are the same when nobody has.
   *
   * @throws {AppError} MAIL_UNAVAILABLE, RATE_LIMITED.
   */
  requestReset(input: { email: string; locale?: Locale; address: string }): Promise<void>;
  checkReset(token: string): Promise<{ valid: boolean }>;
  /**
   * Sets a new password and ends every session. The second factor, where there is one, stays.
   *
   * @throws {AppError} MAILED_LINK_INVALID, PASSWORD_TOO_COMMON.
   */
  reset(input: { token: string; newPassword: string }): Promise<void>;
  /** Mails a link to the person's email, unless it is verified. @throws {AppError} MAIL_UNAVAILABLE, RATE_LIMITED. */
  requestVerification(input: { userId: string; locale?: Locale; address: string }): Promise<void>;
  /** As `requestVerification`, for an account just made: where no mail can be sent nothing happens. */
  welcome(input: { userId: string; email: string; locale?: Locale; address: string }): Promise<void>;
  /** @throws {AppError} MAILED_LINK_INVALID. */
  verify(token: string): Promise<void>;
};

export function createMailedLinksService(dependencies: {
  db: Database;
  clock: Clock;
  log: Logger;
  authSecret: string;
  auth: Pick<AuthService, "hashNewPassword" | "accountChanged">;
  config: MailConfig | null;
  mailer: Mailer | null;
  limits: MailLimits;
}): MailedLinksService {
  const { db, clock, log, auth, config, mailer, limits } = dependencies;
  const hash = createKeyedHash(dependencies.authSecret, "mailed-link");

  /** Mails that person a link for that purpose, in the background; nothing to whom it is of no use. */
  function mail(purpose: repo.Purpose, to: { id: string } | { email: string }, hint: Locale): void {
    mailer?.send(async () => {
      const token = randomBytes(32).toString("base64url");
      const person = await db.asSystem(`mailed-links: send a link to ${purpose}`, async (tx) => {
        const found = await repo.findPerson(tx, to);
        if (!found?.isActive || (purpose === "verify" && found.emailVerifiedAt)) return null;
        const { id: userId, email, sessionVersion } = found;
        const expiresAt = new Date(clock.now().getTime() + lifetimes[purpose]);
        await repo.putLink(tx, { userId, purpose, tokenHash: hash(token), email, sessionVersion, expiresAt });
        return found;
      });
      if (!person || !config) return null;
      log.info({ userId: person.id, purpose }, "a link is mailed");
      const link = `${config.publicUrl}${pages[purpose]}?token=${token}`;
      const locale = localeSchema.catch(null).parse(person.locale) ?? hint ?? "en";
      return composeMail(purpose, { to: person.email, locale, username: person.username, link });
    });
  }

  function assertMail(): void {
    if (!mailer) throw new AppError("MAIL_UNAVAILABLE");
  }

  const keyOf = (purpose: repo.Purpose, token: string) => ({ purpose, tokenHash: hash(token), now: clock.now() });

  return {
    async requestReset({ email, locale, address }) {
      assertMail();
      const parsed = emailSchema.safeParse(email);
      await limits.consume({ email: parsed.data ?? email.trim().toLowerCase(), address });
      if (parsed.success) mail("reset", { email: parsed.data }, locale);
    },

    checkReset: async (token) => ({
      valid:
        (await db.asSystem("mailed-links: check", (tx) => repo.findPersonOfLink(tx, keyOf("reset", token)))) !== null,
    }),

    async reset({ token, newPassword }) {
      const key = keyOf("reset", token);
      const person = await db.asSystem("mailed-links: whose reset", (tx) => repo.findPersonOfLink(tx, key));
      if (!person) throw new AppError("MAILED_LINK_INVALID");
      // Before the transaction, because on the embedded database all others would wait for it.
      const passwordHash = await auth.hashNewPassword(newPassword, person);
      await db.asSystem("mailed-links: reset a password", async (tx) => {
        const still = await repo.findPersonOfLink(tx, key);
        if (!still || !(await repo.deleteLink(tx, key))) throw new AppError("MAILED_LINK_INVALID");
        const wasVerified = still.emailVerifiedAt !== null;
        await repo.setPassword(tx, { userId: still.id, passwordHash, now: key.now, wasVerified });
      });
      auth.accountChanged(person.id, { sessionsEnded: true });
      log.info({ userId: person.id }, "password reset by a mailed link");
    },

    async requestVerification({ userId, locale, address }) {
      assertMail();
      const person = await db.asUser(userId, (tx) => repo.findPerson(tx, { id: userId }));
      if (!person || person.emailVerifiedAt) return;
      await limits.consume({ email: person.email, address });
      mail("verify", { id: userId }, locale);
    },

    async welcome({ userId, email, locale, address }) {
      if (!mailer) return;
      try {
        await limits.consume({ email, address });
        mail("verify", { id: userId }, locale);
      } catch (error) {
        // The account is made; they can ask for the mail later.
        if (!(error instanceof AppError && error.code === "RATE_LIMITED")) throw error;
      }
    },

    async verify(token) {
      const key = keyOf("verify", token);
      const person = await db.asSystem("mailed-links: verify an email", async (tx) => {
        const found = await repo.findPersonOfLink(tx, key);
        if (!found || !(await repo.deleteLink(tx, key))) throw new AppError("MAILED_LINK_INVALID");
        await repo.setVerified(tx, { userId: found.id, now: key.now });
        return found;
      });
      log.info({ userId: person.id }, "email verified");
    },
  };
}
