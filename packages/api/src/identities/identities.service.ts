import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { email as emailSchema } from "../auth/auth.schema.ts";
import type { AuthService } from "../auth/auth.service.ts";
import { isFreshProof } from "../auth/fresh-proof.ts";
import * as repo from "./identities.repo.ts";
import { type identityOutput, type ProviderClaims, providerClaims } from "./identities.schema.ts";
import type { ProviderConfig } from "./provider-config.ts";
import { usernameProposals } from "./username-proposals.ts";

type Subject = { userId: string; sessionVersion: number };

export type IdentitiesService = {
  /**
   * Who they are here, of whom the provider says this. Whom it does not know yet, it knows by their email from then on, if the
   * provider says that the email is theirs; whoever has no account gets one, where people may register.
   *
   * @param claims of an ID token whose signature, issuer, audience and nonce were checked.
   * @returns also when they proved it to the provider: now, unless it says that it was before.
   * @throws {AppError} PROVIDER_REFUSED for claims of no use, PROVIDER_EMAIL_UNVERIFIED, ACCOUNT_DEACTIVATED,
   *   PROVIDER_ACCOUNT_DIFFERS, REGISTRATION_CLOSED, EMAIL_DOMAIN_REFUSED.
   */
  signIn(claims: unknown, from: { address: string; requestId?: string | null }): Promise<Subject & { provenAt: Date }>;
  /** How a person can sign in. */
  get(query: { userId: string; provenAt: Date | null }): Promise<z.infer<typeof identityOutput>>;
  /** From now on they sign in with their password. @throws {AppError} INVALID_CREDENTIALS, PASSWORD_NOT_SET, NOT_FOUND. */
  unlink(input: { userId: string; password: string; address: string }): Promise<void>;
};

export function createIdentitiesService(dependencies: {
  db: Database;
  clock: Clock;
  log: Logger;
  audit: Pick<AuditLog, "record">;
  auth: Pick<AuthService, "registerProvided" | "confirmPassword" | "accountChanged">;
  provider: ProviderConfig | null;
}): IdentitiesService {
  const { db, clock, log, audit, auth, provider } = dependencies;

  /** Who has that email here is linked; null: nobody has. */
  async function link(identity: { issuer: string; subject: string; email: string }): Promise<Subject | null> {
    const linked = await db.asSystem("identities: link by email", async (tx) => {
      const person = await repo.findPersonByEmail(tx, identity);
      if (!person) return null;
      assertActive(person);
      const now = clock.now();
      const inserted = await repo.insertIdentity(tx, { ...identity, userId: person.id, createdAt: now });
      // Not inserted, it may be this very one, from a second tab.
      if (!inserted && (await repo.findPersonOf(tx, identity))?.id !== person.id) {
        throw new AppError("PROVIDER_ACCOUNT_DIFFERS", { message: "the email was another's at the provider before" });
      }
      if (person.emailVerifiedAt) return { subject: subjectOf(person), taken: false };
      // Anyone could have registered with this email: nothing that they set up may open the account of whom it belongs to.
      const sessionVersion = await repo.takeOver(tx, { userId: person.id, now });
      return { subject: { userId: person.id, sessionVersion }, taken: true };
    });
    if (!linked) return null;
    if (linked.taken) auth.accountChanged(linked.subject.userId, { sessionsEnded: true });
    log.info({ userId: linked.subject.userId, taken: linked.taken }, "account linked to the provider");
    return linked.subject;
  }

  async function register(claims: ProviderClaims, email: string): Promise<void> {
    for (const username of usernameProposals(claims, email)) {
      try {
        const { id } = await auth.registerProvided({ email, username });
        log.info({ userId: id }, "account made for someone whom the provider knows");
        return;
      } catch (error) {
        const code = error instanceof AppError ? error.code : null;
        // Registered meanwhile, by a second tab for example: then it is there to be linked.
        if (code === "EMAIL_TAKEN") return;
        if (code !== "USERNAME_TAKEN") throw error;
      }
    }
    throw new AppError("USERNAME_TAKEN", { message: "every proposed username is taken" });
  }

  function readClaims(input: unknown): ProviderClaims & { issuer: string } {
    const parsed = providerClaims.safeParse(input);
    if (!provider || !parsed.success || withoutSlash(parsed.data.iss) !== provider.issuer) {
      throw new AppError("PROVIDER_REFUSED", { message: "claims of another issuer, or of another form" });
    }
    return { ...parsed.data, issuer: provider.issuer };
  }

  async function identify(claims: ProviderClaims & { issuer: string }): Promise<Subject> {
    const identity = { issuer: claims.issuer, subject: claims.sub };
    const known = await db.asSystem("identities: sign in", async (tx) => {
      const person = await repo.findPersonOf(tx, identity);
      if (person) await repo.touchIdentity(tx, { ...identity, now: clock.now() });
      return person;
    });
    if (known) {
      assertActive(known);
      return subjectOf(known);
    }
    const email = emailSchema.safeParse(claims.email);
    if (!email.success || claims.email_verified !== true) throw new AppError("PROVIDER_EMAIL_UNVERIFIED");
    const linked = await link({ ...identity, email: email.data });
    if (linked) return linked;
    await register(claims, email.data);
    const made = await link({ ...identity, email: email.data });
    if (!made) throw new AppError("CONFLICT", { message: "the new account was deleted meanwhile" });
    return made;
  }

  return {
    async signIn(input, { address, requestId = null }) {
      const claims = readClaims(input);
      const subject = await identify(claims);
      const { userId } = subject;
      const details = { issuer: claims.issuer };
      audit.record({ action: "identities.signIn", actorId: userId, targetId: userId, details, address, requestId });
      const now = clock.now();
      const { auth_time: seconds } = claims;
      // A provider's clock that is ahead must not make a proof last longer.
      return { ...subject, provenAt: seconds === undefined ? now : new Date(Math.min(seconds * 1000, now.getTime())) };
    },

    async get({ userId, provenAt }) {
      const issuer = provider?.issuer ?? "";
      const { row, hasPassword } = await db.asSystem("identities: how a person signs in", async (tx) => ({
        row: await repo.findIdentity(tx, { userId, issuer }),
        hasPassword: await repo.hasPassword(tx, { userId }),
      }));
      const identity = row && {
        email: row.email,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      };
      return { identity, hasPassword, fresh: isFreshProof(provenAt, clock.now()) };
    },

    async unlink({ userId, password, address }) {
      await auth.confirmPassword({ userId, password, address });
      const issuer = provider?.issuer ?? "";
      const done = await db.asSystem("identities: unlink", (tx) => repo.deleteIdentity(tx, { userId, issuer }));
      if (!done) throw new AppError("NOT_FOUND");
      log.info({ userId }, "account unlinked from the provider");
    },
  };
}

function subjectOf({ id, sessionVersion }: { id: string; sessionVersion: number }): Subject {
  return { userId: id, sessionVersion };
}

/** The provider said who they are, so that they are told gives nothing away. */
function assertActive({ isActive }: { isActive: boolean }): void {
  if (!isActive) throw new AppError("ACCOUNT_DEACTIVATED");
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, "");
}
