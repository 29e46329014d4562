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
import { toMe } from "./me.ts";
import { type AccountInput, createAccount } from "./new-account.ts";
import { createPasswordHasher, noPassword, type PasswordHasher } from "./passwords/password-hasher.ts";
import { assertUncommonPassword } from "./passwords/password-rules.ts";
import { createPrincipalReader } from "./principal-reader.ts";
import { consumeSetupLink, createSetupLink } from "./setup-link.ts";
import { auditedSignIn } from "./sign-in-audit.ts";
import { createAccessTokens, type TokenSubject } from "./tokens/access-tokens.ts";
import { createVerifiedPeople, type VerifiedPeople } from "./verified-people.ts";

export type AuthDependencies = {
  db: Database;
  config: Pick<ApiConfig, "authSecret" | "jwtExpiresMinutes" | "provider" | "mail" | "requireVerifiedEmail">;
  /** Who may register now. */
  registration: () => { registration: "open" | "closed"; allowedEmailDomains: readonly string[] };
  clock: Clock;
  log: Logger;
  bus: Pick<AppBus, "publish">;
  apiKeys: Pick<ApiKeysService, "authenticate" | "principalOf" | "accountChanged">;
  audit: Pick<AuditLog, "record">;
  /** Is told of everyone who asks. */
  lastSeen: Pick<LastTimes, "note">;
  /** Is told of everyone who registered by themselves. */
  welcome(registered: {
    userId: string;
    email: string;
    locale?: Me["locale"] | undefined;
    address: string;
  }): Promise<void>;
  hasher?: PasswordHasher;
  attempts: Attempts;
};

export type AuthService = {
  /**
   * Who is asking, checked against the database for this request.
   *
   * @param from.address counts wrong API keys.
   * @throws {AppError} UNAUTHENTICATED when nothing or no proof was brought; SESSION_EXPIRED when it no longer holds; for an API
   *   key KEY_INCOMPLETE, KEY_INVALID, RATE_LIMITED; CREDENTIALS_AMBIGUOUS.
   */
  authenticate(credentials: Credentials, from: { address: string }): Promise<Principal>;
  /** What a visitor may know. */
  access(): Promise<z.infer<typeof accessOutput>>;
  /** @throws {AppError} REGISTRATION_CLOSED, EMAIL_DOMAIN_REFUSED, RATE_LIMITED, and as {@link createAccount}. */
  register(input: AccountInput & { locale?: Me["locale"] | undefined; address: string }): Promise<Me>;
  /** An account without a password, for someone whose email the provider vouches for. Throws as {@link AuthService.register}. */
  registerProvided(input: { email: string; username: string }): Promise<Me>;
  /**
   * Whose email and password these are. An unknown email, a wrong password and a deactivated account answer alike and take
   * as long. A second factor is asked for only then.
   *
   * @throws {AppError} INVALID_CREDENTIALS, TOTP_REQUIRED, TOTP_INVALID, RATE_LIMITED.
   */
  signIn(input: PasswordLogin): Promise<Omit<TokenSubject, "key">>;
  /** A token for a program. Throws as {@link AuthService.signIn}. */
  login(input: PasswordLogin): Promise<z.infer<typeof tokenOutput>>;
  /**
   * A token that stands for the API key that was brought, until it ends or the key does.
   *
   * @throws {AppError} FORBIDDEN for a person, and for such a token: only the key itself makes one.
   */
  exchangeKey(brought: { credentials: Credentials; principal: Principal }): Promise<z.infer<typeof tokenOutput>>;
  me(userId: string): Promise<Me>;
  /** Ends every session, the asking one included. @throws {AppError} INVALID_CREDENTIALS, PASSWORD_TOO_COMMON. */
  changePassword(input: {
    userId: string;
    currentPassword: string;
    newPassword: string;
    address: string;
  }): Promise<void>;
  signOutEverywhere(userId: string): Promise<void>;
  /** Asks a signed-in person's password again. @throws {AppError} INVALID_CREDENTIALS, PASSWORD_NOT_SET, RATE_LIMITED. */
  confirmPassword(input: { userId: string; password: string; address: string }): Promise<ConfirmedAccount>;
  /** The hash of a new password, to be stored. @throws {AppError} PASSWORD_TOO_COMMON, RATE_LIMITED. */
  hashNewPassword(password: string, account: { email: string; username: string }): Promise<string>;
  assertMayChat: VerifiedPeople["assertMayChat"];
  /** Asks a signed-in person's second factor again. Throws as {@link FactorCheck.require}. */
  requireSecondFactor: FactorCheck["require"];
  /** The token of the one-time link for the first admin; null when there is an admin. */
  issueSetupToken(): Promise<string | null>;
  checkSetup(token: string): Promise<{ valid: boolean }>;
  /** Makes the first admin. @throws {AppError} SETUP_LINK_INVALID, and as {@link createAccount}. */
  setup(input: AccountInput & { token: string }): Promise<Me>;
  /** An account that an admin makes for someone: neither closed registration nor email domains hold. */
  createUser(input: AccountInput): Promise<Me>;
  /**
   * To be called after each committed change of a person's role, activity or existence.
   *
   * @param change.sessionsEnded their open streams must close.
   */
  accountChanged(userId: string, change: { sessionsEnded: boolean }): void;
};

type PasswordLogin = {
  email: string;
  password: string;
  code?: string | undefined;
  address: string;
  requestId?: string;
};
type ConfirmedAccount = { passwordHash: string; email: string; username: string };

export function createAuthService(dependencies: AuthDependencies): AuthService {
  const { db, config, clock, log, bus, apiKeys, attempts, audit, lastSeen } = dependencies;
  const hasher = dependencies.hasher ?? createPasswordHasher();
  const principals = createPrincipalReader(db);
  const tokens = createAccessTokens({
    authSecret: config.authSecret,
    expiresMinutes: config.jwtExpiresMinutes,
    clock,
  });
  const setupLink = createSetupLink({ db, authSecret: config.authSecret });
  const factors = createFactorCheck({ db, authSecret: config.authSecret, clock, log, attempts });
  const verified = createVerifiedPeople({ db, required: config.requireVerifiedEmail });
  const accounts = { db, hasher, clock };

  const service: AuthService = {
    async authenticate(credentials, from) {
      const principal = await identify(credentials, from);
      lastSeen.note(principal.userId);
      return principal;
    },

    async access() {
      const needsSetup = !(await db.asSystem("auth: is this the first start", (tx) => repo.accountExists(tx)));
      const { registration, allowedEmailDomains } = dependencies.registration();
      return {
        registration,
        allowedEmailDomains: [...allowedEmailDomains],
        needsSetup,
        provider: config.provider?.name ?? null,
        mail: config.mail !== null,
      };
    },

    async register({ address, locale, ...input }) {
      assertMayRegister(input.email);
      // A taken email is said plainly, so asking about many of them is counted like wrong passwords.
      const account = await attempts.guard({ account: `register:${input.email}`, address }, () =>
        createAccount(accounts, input, { role: "user", reason: "auth: register" }),
      );
      log.info({ userId: account.id }, "account registered");
      await dependencies.welcome({ userId: account.id, email: account.email, locale, address });
      return toMe(account);
    },

    async registerProvided(input) {
      assertMayRegister(input.email);
      const options = { role: "user", verified: true, reason: "auth: register by the provider" } as const;
      return toMe(await createAccount(accounts, { ...input, password: null }, options));
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
      const { token, expiresAt } = await tokens.issue({ ...subject, key: null });
      log.info({ userId: subject.userId }, "token issued");
      return { accessToken: token, tokenType: "bearer", expiresAt: expiresAt.toISOString() };
    },

    async exchangeKey({ credentials, principal: { userId, sessionVersion, key } }) {
      if (!key || credentials.kind !== "api-key")
        throw new AppError("FORBIDDEN", { message: "no API key was brought" });
      const { token, expiresAt } = await tokens.issue({ userId, sessionVersion, key });
      log.info({ userId, keyId: key.id }, "token issued for an API key");
      return { accessToken: token, tokenType: "bearer", expiresAt: expiresAt.toISOString() };
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

    async hashNewPassword(password, account) {
      assertUncommonPassword(password, account);
      return await hasher.hash(password);
    },

    assertMayChat: verified.assertMayChat,

    requireSecondFactor: (input) => factors.require(input),

    issueSetupToken: () => setupLink.issue(),
    checkSetup: async (token) => ({ valid: await setupLink.isValid(token) }),

    async setup({ token, ...input }) {
      if (!(await setupLink.isValid(token))) throw new AppError("SETUP_LINK_INVALID");
      const options = {
        role: "admin",
        verified: true,
        reason: "auth: make the first admin",
        before: consumeSetupLink,
      } as const;
      const account = await createAccount(accounts, input, options);
      log.info({ userId: account.id }, "first admin made by the set-up link");
      return toMe(account);
    },

    createUser: async (input) =>
      toMe(
        await createAccount(accounts, input, {
          role: "user",
          verified: true,
          reason: "auth: make an account for someone",
        }),
      ),

    accountChanged(userId, { sessionsEnded }) {
      principals.forget(userId);
      apiKeys.accountChanged(userId);
      if (sessionsEnded) bus.publish(userTopic(userId), { kind: "session-ended" });
    },
  };
  return service;

  async function identify(credentials: Credentials, from: { address: string }): Promise<Principal> {
    if (credentials.kind === "api-key") return await apiKeys.authenticate(credentials.secret, from);
    const claimed = await claimedSubject(credentials);
    if (claimed.key) return await exchanged(claimed, claimed.key);
    const state = await principals.read(claimed.userId);
    if (!state?.isActive || state.sessionVersion !== claimed.sessionVersion) {
      throw new AppError("SESSION_EXPIRED", { message: "the session was ended" });
    }
    const { role, sessionVersion, messagesPerMinute } = state;
    return { userId: claimed.userId, role, sessionVersion, messagesPerMinute, key: null };
  }

  /** A token of a key: what the key may do now, and of that what it might when the token was made. */
  async function exchanged(claimed: TokenSubject, was: NonNullable<TokenSubject["key"]>): Promise<Principal> {
    const principal = await apiKeys.principalOf(was.id);
    if (principal.userId !== claimed.userId || principal.sessionVersion !== claimed.sessionVersion) {
      throw new AppError("SESSION_EXPIRED", { message: "the session was ended" });
    }
    const scopes = principal.key.scopes.filter((scope) => was.scopes.includes(scope));
    return { ...principal, key: { ...principal.key, scopes } };
  }

  async function claimedSubject(credentials: Exclude<Credentials, { kind: "api-key" }>): Promise<TokenSubject> {
    switch (credentials.kind) {
      case "bearer":
        return await tokens.verify(credentials.token);
      case "session":
        return { ...credentials, key: null };
      case "ambiguous":
        throw new AppError("CREDENTIALS_AMBIGUOUS");
      case "malformed":
        throw new AppError("UNAUTHENTICATED", { message: "malformed credentials" });
      case "none":
        throw new AppError("UNAUTHENTICATED", { message: "no credentials" });
    }
  }

  function assertMayRegister(email: string): void {
    const { registration, allowedEmailDomains: allowed } = dependencies.registration();
    if (registration === "closed") throw new AppError("REGISTRATION_CLOSED");
    const domain = email.slice(email.lastIndexOf("@") + 1);
    if (allowed.length > 0 && !allowed.includes(domain)) {
      throw new AppError("EMAIL_DOMAIN_REFUSED", { params: { domains: allowed.join(", ") } });
    }
  }
}
