import { type Clock, newId, systemClock } from "@causerie/core";
import { type Logger, noTracer, type Tracer } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Llm } from "@causerie/llm";
import { busPart, createPresence, type PresenceMessage } from "@causerie/realtime";
import { createActiveRunsService } from "./active-runs/active-runs.service.ts";
import { createAliasesService } from "./aliases/aliases.service.ts";
import { createApiKeysService } from "./api-keys/api-keys.service.ts";
import { createAuditService } from "./audit/audit.service.ts";
import { createAuditLog } from "./audit/audit-log.ts";
import { createAttempts, defaultAttemptLimits } from "./auth/attempts.ts";
import { createAuthService } from "./auth/auth.service.ts";
import { deriveKey } from "./auth/tokens/derive-key.ts";
import { createBudgetsService } from "./budgets/budgets.service.ts";
import { textOf } from "./chat/answer-text.ts";
import { createChatService } from "./chat/chat.service.ts";
import type { AppBus, BusMessage } from "./chat/conversation-events.ts";
import { createFeed } from "./chat/feed.ts";
import { createJournal } from "./chat/journal.ts";
import { leaseMs } from "./chat/lease.ts";
import { listenToProcess } from "./chat/process-words.ts";
import { recoverRuns } from "./chat/recovery.ts";
import { createRemoteRuns } from "./chat/remote-runs.ts";
import { createRunEngine } from "./chat/run-engine.ts";
import { createTitles } from "./chat/title.ts";
import { createCompletionsService } from "./completions/completions.service.ts";
import type { ApiConfig } from "./config.ts";
import type { RequestContext } from "./context.ts";
import { createConversationsService } from "./conversations/conversations.service.ts";
import { createIdleConversations } from "./conversations/idle-conversations.ts";
import { createExportsService } from "./exports/exports.service.ts";
import { createHealthService } from "./health/health.service.ts";
import { createIdempotencyService } from "./idempotency/idempotency.service.ts";
import { createIdentitiesService } from "./identities/identities.service.ts";
import { createImportsService } from "./imports/imports.service.ts";
import { createLastTimes } from "./last-times.ts";
import { createLinkTokens } from "./links/link-tokens.ts";
import { createMailer } from "./mail/mailer.ts";
import { createMailLimits } from "./mailed-links/mail-limits.ts";
import { createMailedLinksService } from "./mailed-links/mailed-links.service.ts";
import { createMembersService } from "./members/members.service.ts";
import { createMessagesService } from "./messages/messages.service.ts";
import { createHardBudgets } from "./model-calls/hard-budgets.ts";
import { createModelCalls } from "./model-calls/model-calls.ts";
import { judgePrice } from "./model-calls/price.ts";
import { createModelsService } from "./models/models.service.ts";
import { createProvidersService } from "./providers/providers.service.ts";
import { type Limiters, memoryLimiters } from "./rate-limits/limiters.ts";
import { createRateLimits, type Limits } from "./rate-limits/rate-limits.ts";
import { openApiDocument } from "./rest/openapi-document.ts";
import { createRetentionService } from "./retention/retention.service.ts";
import { createCaller } from "./root.ts";
import { createSecondFactorsService } from "./second-factors/second-factors.service.ts";
import type { Services } from "./services.ts";
import { createSettingsService } from "./settings/settings.service.ts";
import { openSettings } from "./settings/settings-store.ts";
import { createSharesService } from "./shares/shares.service.ts";
import { createSystemService } from "./system/system.service.ts";
import { startMetrics } from "./telemetry/metrics.ts";
import { observedCalls } from "./telemetry/observed-calls.ts";
import { createUsageService } from "./usage/usage.service.ts";
import { touchUsers } from "./users/users.repo.ts";
import { createUsersService } from "./users/users.service.ts";

export type AppOptions = {
  db: Database;
  llm: Llm;
  bus: AppBus;
  config: ApiConfig;
  log: Logger;
  clock?: Clock;
  limits?: Limits;
  /** Where calls are counted; in this process unless told. */
  limiters?: Limiters;
  tracer?: Tracer;
  /** Whether somebody will ask for metrics. */
  withMetrics?: boolean;
};

/** What an HTTP layer knows of a request before anybody is identified. */
export type RequestOrigin = Pick<RequestContext, "requestId" | "address" | "credentials" | "onRateLimit">;

export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * Puts the domain together: one per process. Recovers what a killed process left behind before it returns.
 */
export async function createApp(options: AppOptions) {
  const { db, llm, bus, config, log } = options;
  const clock = options.clock ?? systemClock;
  // Names this process as the owner of its runs; a new one at each start, so that a late write of an old one is refused.
  const processId = newId("run");

  const models = await createModelsService({ llm, db, bus, log });
  const providers = await createProvidersService({
    llm,
    db,
    bus,
    log,
    authSecret: config.authSecret,
    onChange: models.forget,
  });
  const journal = createJournal({ db, clock, log, ownerId: processId });
  const tracer = options.tracer ?? noTracer;
  const metrics = options.withMetrics
    ? await startMetrics({ runs: () => runs.counts(), pool: () => db.pool(), providers: providers.slugs })
    : null;
  const hardBudgets = await createHardBudgets({ db, bus, log });
  const calls = createModelCalls({
    db,
    llm,
    models,
    budgets: hardBudgets,
    clock,
    log,
    processId,
    record: journal.usage,
  });
  const modelCalls = observedCalls(calls, { tracer, metrics });
  const runs = createRunEngine({
    modelCalls,
    journal,
    bus,
    clock,
    log,
    processId,
    onEnd(run, answer, waiting) {
      const { ids, firstQuestion } = run;
      if (answer.run) metrics?.runEnded(answer.run.status);
      if (waiting) void chat.queue.advance(ids.conversationId);
      if (firstQuestion === null || !answer.run) return;
      const { userId: ownerId, askerId: userId, keyId, conversationId } = ids;
      const { model, status } = answer.run;
      const text = status === "complete" ? textOf(answer.parts) : null;
      titles.request({ userId, keyId, ownerId, conversationId, question: firstQuestion, answer: text, model });
    },
  });
  const conversations = createConversationsService({ db, clock, models, bus, runs });
  const titles = createTitles({
    modelCalls,
    titleModel: models.titleModel,
    propose: conversations.proposeTitle,
    log,
  });
  const limiters = options.limiters ?? memoryLimiters(clock);
  const apiKeys = createApiKeysService({
    db,
    clock,
    log,
    bus,
    limiters,
    budgets: hardBudgets,
    authSecret: config.authSecret,
  });
  const settingsStore = await openSettings({ db, bus, log });
  const settings = createSettingsService({ store: settingsStore, config });
  const registration = settings.inForce;
  const attempts = createAttempts(defaultAttemptLimits, limiters);
  const auditLog = createAuditLog({ db, clock, log });
  const lastSeen = createLastTimes({
    clock,
    log,
    everyMs: 5 * 60_000,
    write: (times) => db.asSystem("users: when they were seen", (tx) => touchUsers(tx, times)),
  });
  const auth = createAuthService({
    db,
    config,
    clock,
    log,
    bus,
    apiKeys,
    attempts,
    audit: auditLog,
    lastSeen,
    registration,
    welcome: (registered) => mailedLinks.welcome(registered),
  });
  const mailer = config.mail ? createMailer({ config: config.mail, log }) : null;
  const mailedLinks = createMailedLinksService({
    db,
    clock,
    log,
    authSecret: config.authSecret,
    auth,
    config: config.mail,
    mailer,
    limits: createMailLimits(limiters),
  });
  const users = createUsersService({ db, auth, models, log });
  const messages = createMessagesService({ db, bus, runs, conversations });
  const presence = createPresence({ bus: busPart<PresenceMessage, BusMessage>(bus, "presence"), processId });
  const remote = createRemoteRuns({ db, bus, clock, log });
  const feed = createFeed({ bus, runs, remote, messages, conversations, presence, processId, log });
  const chat = createChatService({
    db,
    clock,
    bus,
    log,
    runs,
    feed,
    models,
    users,
    conversations,
    messages,
    modelCalls,
    processId,
    config,
  });
  const links = createLinkTokens(config.authSecret);
  const assertAccepting = () => runs.assertAccepting();
  const completions = createCompletionsService({ db, clock, log, chat, modelCalls, models, users, assertAccepting });
  const services: Services = {
    aliases: createAliasesService({ chat, conversations, messages }),
    apiKeys,
    audit: createAuditService({ db, auditLog }),
    auth,
    users,
    conversations,
    mailedLinks,
    members: createMembersService({ db, clock, bus, conversations, links }),
    messages,
    chat,
    secondFactors: createSecondFactorsService({ db, authSecret: config.authSecret, clock, log, attempts, auth }),
    completions,
    shares: createSharesService({ db, clock, conversations, links }),
    exports: createExportsService({ db, clock, conversations }),
    identities: createIdentitiesService({ db, clock, log, audit: auditLog, auth, provider: config.provider }),
    idempotency: createIdempotencyService({ db, log, authSecret: config.authSecret }),
    imports: createImportsService({ db, clock, log, models, ownerId: processId, config }),
    models,
    providers,
    settings,
    retention: createRetentionService({
      ...{ db, clock, log, ownerId: processId, store: settingsStore, audit: auditLog },
      idle: createIdleConversations({ bus }),
    }),
    activeRuns: createActiveRunsService({ db, chat }),
    usage: createUsageService({ db }),
    budgets: createBudgetsService({
      ...{ db, clock, hardBudgets, messages, models },
      memoryMessages: config.chatMemoryMessages,
    }),
    system: await createSystemService({ db, bus, runs, processId, dataDirectory: config.dataDirectory }),
    tracer,
    health: createHealthService({ db, runs }),
    rateLimits: createRateLimits(options.limits, limiters),
  };

  const leaveProcess = await listenToProcess({ bus, runs, clock, processId });
  const priceOf = async (id: string) => {
    const judged = judgePrice((await models.effective(id)) ?? { prices: null });
    return judged.usable ? judged.prices : null;
  };
  const recover = async (exclusive: boolean) => {
    const { restarted } = await recoverRuns({ db, clock, log, bus, processId, priceOf }, { exclusive });
    await modelCalls.recover({ exclusive });
    for (const run of restarted) runs.start(run);
    await chat.queue.advanceAll();
  };
  await recover(db.engine === "embedded");
  const recovery = setInterval(() => {
    recover(false).catch((error: unknown) => log.warn({ err: error }, "interrupted answers could not be looked for"));
  }, leaseMs / 2);
  recovery.unref();

  services.imports.recover();

  const createContext = (origin: RequestOrigin) => ({
    ...origin,
    log: log.child({ requestId: origin.requestId }),
    services,
  });

  return {
    services,
    tracer,
    isTraced: tracer !== noTracer,
    /** Null: nobody asked for them. */
    metrics,
    log,
    config: {
      publicUrl: config.publicUrl,
      maxMessageCharacters: config.maxMessageCharacters,
      provider: config.provider,
    },
    /** The REST interface, described. */
    openApiDocument,
    /** Seals the browsers' session cookies. */
    sessionSecret: deriveKey(config.authSecret, "session-cookie").toString("base64url"),
    createContext,
    /** The router without HTTP, for the app's own server components and for tests. */
    createCaller: (origin: RequestOrigin) => createCaller(createContext(origin)),
    /** Takes no new runs, gives those in progress `graceMs`, and commits what there is to commit. */
    async close({ graceMs }: { graceMs: number }): Promise<void> {
      clearInterval(recovery);
      leaveProcess();
      settingsStore.close();
      await services.retention.close();
      services.idempotency.close();
      titles.close();
      models.close();
      providers.close();
      await mailer?.close();
      services.system.close();
      await services.imports.close();
      await Promise.all([runs.drain(graceMs), completions.drain(graceMs)]);
      await journal.close();
      await apiKeys.close();
      await lastSeen.flush();
      await auditLog.close();
      modelCalls.close();
      hardBudgets.close();
      await presence.close();
    },
  };
}
