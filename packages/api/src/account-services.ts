import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { createApiKeysService } from "./api-keys/api-keys.service.ts";
import { createAuditService } from "./audit/audit.service.ts";
import { createAuditLog } from "./audit/audit-log.ts";
import { createAttempts, defaultAttemptLimits } from "./auth/attempts.ts";
import { type AuthDependencies, createAuthService } from "./auth/auth.service.ts";
import type { AppBus } from "./chat/conversation-events.ts";
import type { ApiConfig } from "./config.ts";
import { createIdentitiesService } from "./identities/identities.service.ts";
import { createLastTimes } from "./last-times.ts";
import { createMailer } from "./mail/mailer.ts";
import { createMailLimits } from "./mailed-links/mail-limits.ts";
import { createMailedLinksService } from "./mailed-links/mailed-links.service.ts";
import type { HardBudgets } from "./model-calls/hard-budgets.ts";
import type { Limiters } from "./rate-limits/limiters.ts";
import { createSecondFactorsService } from "./second-factors/second-factors.service.ts";
import { touchUsers } from "./users/users.repo.ts";

/** Puts together how people and programs show who they are, and what writes it down. */
export function createAccountServices(dependencies: {
  db: Database;
  bus: AppBus;
  config: ApiConfig;
  clock: Clock;
  log: Logger;
  limiters: Limiters;
  budgets: Pick<HardBudgets, "changed">;
  registration: AuthDependencies["registration"];
}) {
  const { db, bus, config, clock, log, limiters, budgets, registration } = dependencies;
  const { authSecret } = config;
  const attempts = createAttempts(defaultAttemptLimits, limiters);
  const auditLog = createAuditLog({ db, clock, log });
  const apiKeys = createApiKeysService({ db, clock, log, bus, limiters, budgets, authSecret });
  const lastSeen = createLastTimes({
    clock,
    log,
    everyMs: 5 * 60_000,
    write: (times) => db.asSystem("users: when they were seen", (tx) => touchUsers(tx, times)),
  });
  const auth = createAuthService({
    ...{ db, config, clock, log, bus, apiKeys, attempts, lastSeen, registration },
    audit: auditLog,
    welcome: (registered) => mailedLinks.welcome(registered),
  });
  const mailer = config.mail ? createMailer({ config: config.mail, log }) : null;
  const mailedLinks = createMailedLinksService({
    ...{ db, clock, log, authSecret, auth, mailer },
    config: config.mail,
    limits: createMailLimits(limiters),
  });

  return {
    services: {
      apiKeys,
      audit: createAuditService({ db, auditLog }),
      auth,
      identities: createIdentitiesService({ db, clock, log, audit: auditLog, auth, provider: config.provider }),
      mailedLinks,
      secondFactors: createSecondFactorsService({ db, authSecret, clock, log, attempts, auth }),
    },
    auditLog,
    /** Sends the mails that wait, for `graceMs` at most. */
    drain: async (graceMs: number): Promise<void> => mailer?.drain(graceMs),
    /** Writes down what is only in memory yet. */
    async close(): Promise<void> {
      await mailer?.close();
      await apiKeys.close();
      await lastSeen.flush();
      await auditLog.close();
    },
  };
}
