import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Attempts } from "../attempts.ts";
import type { Me } from "../auth.schema.ts";
import { toMe } from "../me.ts";
import { type AccountInput, createAccount } from "../new-account.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import { consumeSetupLink, type SetupLink } from "../setup-link.ts";

export type MakeAccountDependencies = {
  db: Database;
  hasher: PasswordHasher;
  clock: Clock;
  log: Logger;
  attempts: Attempts;
  setupLink: Pick<SetupLink, "isValid">;
  /** Who may register now. */
  registration: () => { registration: "open" | "closed"; allowedEmailDomains: readonly string[] };
  /** Is told of everyone who registered by themselves. */
  welcome(registered: {
    userId: string;
    email: string;
    locale?: Me["locale"] | undefined;
    address: string;
  }): Promise<void>;
};

/** The ways in which an account comes to be. */
export type MakeAccount = {
  /** @throws {AppError} REGISTRATION_CLOSED, EMAIL_DOMAIN_REFUSED, RATE_LIMITED, and as {@link createAccount}. */
  register(input: AccountInput & { locale?: Me["locale"] | undefined; address: string }): Promise<Me>;
  /**
   * An account without a password, for someone whose email the provider vouches for.
   *
   * @throws {AppError} REGISTRATION_CLOSED, EMAIL_DOMAIN_REFUSED, and as {@link createAccount}.
   */
  registerProvided(input: { email: string; username: string }): Promise<Me>;
  /** Makes the first admin. @throws {AppError} SETUP_LINK_INVALID, and as {@link createAccount}. */
  setup(input: AccountInput & { token: string }): Promise<Me>;
  /**
   * An account that an admin makes for someone: neither closed registration nor email domains hold.
   *
   * @throws {AppError} as {@link createAccount}.
   */
  createUser(input: AccountInput): Promise<Me>;
};

export function createMakeAccount(dependencies: MakeAccountDependencies): MakeAccount {
  const { log, attempts, setupLink } = dependencies;

  return {
    async register({ address, locale, ...input }) {
      assertMayRegister(input.email);
      // A taken email is said plainly, so asking about many of them is counted like wrong passwords.
      const account = await attempts.guard({ account: `register:${input.email}`, address }, () =>
        createAccount(dependencies, input, { role: "user", reason: "auth: register" }),
      );
      log.info({ userId: account.id }, "account registered");
      await dependencies.welcome({ userId: account.id, email: account.email, locale, address });
      return toMe(account);
    },

    async registerProvided(input) {
      assertMayRegister(input.email);
      const options = { role: "user", verified: true, reason: "auth: register by the provider" } as const;
      return toMe(await createAccount(dependencies, { ...input, password: null }, options));
    },

    async setup({ token, ...input }) {
      if (!(await setupLink.isValid(token))) throw new AppError("SETUP_LINK_INVALID");
      const options = {
        role: "admin",
        verified: true,
        reason: "auth: make the first admin",
        before: consumeSetupLink,
      } as const;
      const account = await createAccount(dependencies, input, options);
      log.info({ userId: account.id }, "first admin made by the set-up link");
      return toMe(account);
    },

    async createUser(input) {
      const options = { role: "user", verified: true, reason: "auth: make an account for someone" } as const;
      return toMe(await createAccount(dependencies, input, options));
    },
  };

  function assertMayRegister(email: string): void {
    const { registration, allowedEmailDomains: allowed } = dependencies.registration();
    if (registration === "closed") throw new AppError("REGISTRATION_CLOSED");
    const domain = email.slice(email.lastIndexOf("@") + 1);
    if (allowed.length > 0 && !allowed.includes(domain)) {
      throw new AppError("EMAIL_DOMAIN_REFUSED", { params: { domains: allowed.join(", ") } });
    }
  }
}
