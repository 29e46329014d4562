import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { z } from "zod";
import type { ApiKeysService } from "../api-keys/api-keys.service.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { type AppBus, userTopic } from "../chat/conversation-events.ts";
import type { ApiConfig } from "../config.ts";
import type { Credentials, Principal } from "../context.ts";
import type { LastTimes } from "../last-times.ts";
import { createFactorCheck, type FactorCheck } from "../second-factors/factor-check.ts";
import type { Attempts } from "./attempts.ts";
import * as repo from "./auth.repo.ts";
import { type accessOutput, email as emailSchema, type Me, type tokenOutput } from "./auth.schema.ts";
import { isFreshProof } from "./fresh-proof.ts";
import { toMe } from "./me.ts";
import { createPasswordHasher, noPassword, type PasswordHasher } from "./passwords/password-hasher.ts";
import { assertUncommonPassword } from "./passwords/password-rules.ts";
import { createSetupLink } from "./setup-link.ts";
import { auditedSignIn } from "./sign-in-audit.ts";
import { createAccessTokens, type TokenSubject } from "./tokens/access-tokens.ts";
import { type Authenticate, createAuthenticate } from "./use-cases/authenticate.ts";
import { createMakeAccount, type MakeAccount, type MakeAccountDependencies } from "./use-cases/make-account.ts";
import { createVerifiedPeople, type VerifiedPeople } from "./verified-people.ts";

export type AuthDependencies = Pick<MakeAccountDependencies, "registration" | "welcome"> & {
  db: Database;
  config: Pick<ApiConfig, "authSecret" | "jwtExpiresMinutes" | "provider" | "mail" | "requireVerifiedEmail">;
  clock: Clock;
  log: Logger;
  bus: Pick<AppBus, "publish">;
  apiKeys: Pick<ApiKeysService, "authenticate" | "principalOf" | "accountChanged">;
  audit: Pick<AuditLog, "record">;
  /** Is told of everyone who asks. */
  lastSeen: Pick<LastTimes, "note">;
  hasher?: PasswordHasher;
  attempts: Attempts;
};

export type AuthService = Pick<Authenticate, "authenticate"> &
  MakeAccount & {
    /** What a visitor may know. */
    access(): Promise<z.infer<typeof accessOutput>>;
    /**
     * Whose email and password these are. An unknown email, a wrong password and a deactivated account answer alike and take
     * as long. A second factor is asked for only then.
     *
     * @throws {AppError} INVALID_CREDENTIALS, TOTP_REQUIRED, TOTP_INVALID, RATE_LIMITED.
     */
    signIn(input: PasswordLogin): Promise<Omit<TokenSubject, "key">>;
    /** A token for a program. Throws as {@link AuthService.signIn}. */
    login(input: PasswordLogin): Promise<Token>;
    /**
     * A token that stands for the API key that was brought, until it ends or the key does.
     *
     * @throws {AppError} FORBIDDEN for a person, and for such a token: only the key itself makes one.
     */
    exchangeKey(brought: { credentials: Credentials; principal: Principal }): Promise<Token>;
    /** @throws {AppError} SESSION_EXPIRED when the account is gone. */
    me(userId: string): Promise<Me>;
    /**
     * Ends every session, the asking one included.
     *
     * @throws {AppError} PASSWORD_TOO_COMMON; CONFLICT when it was changed meanwhile; as {@link AuthService.confirmPassword}.
     */
    changePassword(input: {
      userId: string;
      currentPassword: string;
      newPassword: string;
      address: string;
    }): Promise<void>;
    signOutEverywhere(userId: string): Promise<void>;
    /** Asks a signed-in person's password again. @throws {AppError} INVALID_CREDENTIALS, PASSWORD_NOT_SET, RATE_LIMITED. */
    confirmPassword(input: { userId: string; password: string; address: string }): Promise<ConfirmedAccount>;
    /**
     * Takes a person's fresh sign-in through the provider for the password that they don't have.
     *
     * @throws {AppError} INVALID_CREDENTIALS when they have one; REAUTHENTICATION_REQUIRED when it is too long ago, or never was.
     */
    confirmProvided(input: { userId: string; provenAt: Date | null }): Promise<void>;
    /** The hash of a new password, to be stored. @throws {AppError} PASSWORD_TOO_COMMON, RATE_LIMITED. */
    hashNewPassword(password: string, account: { email: string; username: string }): Promise<string>;
    assertMayChat: VerifiedPeople["assertMayChat"];
    /** Asks a signed-in person's second factor again. Throws as {@link FactorCheck.require}. */
    requireSecondFactor: FactorCheck["require"];
    /** The token of the one-time link for the first admin; null when there is an admin. */
    issueSetupToken(): Promise<string | null>;
    checkSetup(token: string): Promise<{ valid: boolean }>;
    /**
     * To be called after each committed change of a person's role, activity or existence.
     *
     * @param change.sessionsEnded their open streams must close.
     */
    accountChanged(userId: string, change: { sessionsEnded: boolean }): void;
  };

type Token = z.infer<typeof tokenOutput>;
type PasswordLogin = {
  email: string;
  password: string;
  code?: string | undefined;
  address: string;
  requestId?: string;
};
type ConfirmedAccount = { passwordHash: string; email: string; username: string };

export function createAuthService(dependencies: AuthDependencies): AuthService {
  const { db, config, clock, log, bus, apiKeys, attempts, audit, lastSeen, registration, welcome } = dependencies;
  const hasher = dependencies.hasher ?? createPasswordHasher();
  const tokens = createAccessTokens({
    authSecret: config.authSecret,
    expiresMinutes: config.jwtExpiresMinutes,
    clock,
  });
  const setupLink = createSetupLink({ db, authSecret: config.authSecret });
  const factors = createFactorCheck({ db, authSecret: config.authSecret, clock, log, attempts });
  const verified = createVerifiedPeople({ db, required: config.requireVerifiedEmail });
  const { authenticate, forget } = createAuthenticate({ db, tokens, apiKeys, lastSeen });

  const service: AuthService = {
    authenticate,
    ...createMakeAccount({ db, hasher, clock, log, attempts, setupLink, registration, welcome }),

    async access() {
      const needsSetup = !(await db.asSystem("auth: is this the first start", (tx) => repo.accountExists(tx)));
      const now = registration();
      return {
        registration: now.registration,
        allowedEmailDomains: [...now.allowedEmailDomains],
        needsSetup,
        provider: config.provider?.name ?? null,
        mail: config.mail !== null,
      };
    },

    async signIn({ email, password, code, address, requestId }) {
      const parsed = emailSchema.safeParse(email);
      const account = parsed.success ? parsed.data : email.trim().toLowerCase();
      return await auditedSignIn(audit, { email: parsed.data ?? null, address, requestId }, async (identified) => {
        const subject = await attempts.guard({ account, address }, async () => {
          const found = parsed.success
            ? await db.asSystem("auth: sign in", (tx) => repo.findSecretByEmail(tx, { email: parsed.data }))
            : null;
          if (found) identified(found.id);
          const matches = await hasher.matches(password, found?.passwordHash ?? null);
          if (!found || !matches || !found.isActive) throw new AppError("INVALID_CREDENTIALS");
          return { userId: found.id, sessionVersion: found.sessionVersion };
        });
        await factors.require({ userId: subject.userId, code, address });
        return subject;
      });
    },

    async login(input) {
      const subject = await service.signIn(input);
      const token = await issueToken({ ...subject, key: null });
      log.info({ userId: subject.userId }, "token issued");
      return token;
    },

    async exchangeKey({ credentials, principal: { userId, sessionVersion, key } }) {
      if (!key || credentials.kind !== "api-key")
        throw new AppError("FORBIDDEN", { message: "no API key was brought" });
      const token = await issueToken({ userId, sessionVersion, key });
      log.info({ userId, keyId: key.id }, "token issued for an API key");
      return token;
    },

    async me(userId) {
      const account = await db.asUser(userId, (tx) => repo.findMe(tx, { userId }));
      if (!account) throw new AppError("SESSION_EXPIRED", { message: "the account was deleted meanwhile" });
      return toMe(account);
    },

    async changePassword({ userId, currentPassword, newPassword, address }) {
      const account = await service.confirmPassword({ userId, password: currentPassword, address });
      const newHash = await service.hashNewPassword(newPassword, account);
      const change = { userId, oldHash: account.passwordHash, newHash };
      const changed = await db.asSystem("auth: change a password", (tx) => repo.replacePassword(tx, change));
      if (!changed) throw new AppError("CONFLICT", { message: "the password was changed meanwhile" });
      service.accountChanged(userId, { sessionsEnded: true });
    },

    async signOutEverywhere(userId) {
      await db.asSystem("auth: sign out everywhere", (tx) => repo.raiseSessionVersion(tx, { userId }));
      service.accountChanged(userId, { sessionsEnded: true });
    },

    confirmPassword: ({ userId, password, address }) =>
      attempts.guard({ account: userId, address }, async () => {
        const found = await db.asSystem("auth: confirm a password", (tx) => repo.findSecretById(tx, { userId }));
        if (found?.passwordHash === noPassword) throw new AppError("PASSWORD_NOT_SET");
        const matches = await hasher.matches(password, found?.passwordHash ?? null);
        if (!found || !matches) throw new AppError("INVALID_CREDENTIALS");
        return found;
      }),

    async confirmProvided({ userId, provenAt }) {
      const found = await db.asSystem("auth: confirm a sign-in", (tx) => repo.findSecretById(tx, { userId }));
      if (found?.passwordHash !== noPassword) throw new AppError("INVALID_CREDENTIALS", { message: "has a password" });
      if (!isFreshProof(provenAt, clock.now())) throw new AppError("REAUTHENTICATION_REQUIRED");
    },

    async hashNewPassword(password, account) {
      assertUncommonPassword(password, account);
      return await hasher.hash(password);
    },

    assertMayChat: verified.assertMayChat,

    requireSecondFactor: (input) => factors.require(input),

    issueSetupToken: () => setupLink.issue(),
    checkSetup: async (token) => ({ valid: await setupLink.isValid(token) }),

    accountChanged(userId, { sessionsEnded }) {
      forget(userId);
      apiKeys.accountChanged(userId);
      if (sessionsEnded) bus.publish(userTopic(userId), { kind: "session-ended" });
    },
  };
  return service;

  async function issueToken(subject: TokenSubject): Promise<Token> {
    const { token, expiresAt } = await tokens.issue(subject);
    return { accessToken: token, tokenType: "bearer", expiresAt: expiresAt.toISOString() };
  }
}
