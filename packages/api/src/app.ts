import { type Clock, newId, systemClock } from "@causerie/core";
import { type Logger, noTracer, type Tracer } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Llm } from "@causerie/llm";
import { busPart, createPresence, type PresenceMessage } from "@causerie/realtime";
import { createAccountServices } from "./account-services.ts";
import { createActiveRunsService } from "./active-runs/active-runs.service.ts";
import { createAliasesService } from "./aliases/aliases.service.ts";
import { deriveKey } from "./auth/tokens/derive-key.ts";
import { createBudgetsService } from "./budgets/budgets.service.ts";
import { textOf } from "./chat/answer-text.ts";
import { createChatService } from "./chat/chat.service.ts";
import type { AppBus, BusMessage } from "./chat/conversation-events.ts";
import { createFeed } from "./chat/feed.ts";
import { createJournal } from "./chat/journal.ts";
import { createKeyEnds } from "./chat/key-ends.ts";
import { listenToProcess } from "./chat/process-words.ts";
import { createRemoteRuns } from "./chat/remote-runs.ts";
import { createRunEngine } from "./chat/run-engine.ts";
import { startRecovery } from "./chat/start-recovery.ts";
import { createTitles } from "./chat/title.ts";
import { createCompletionsService } from "./completions/completions.service.ts";
import type { ApiConfig } from "./config.ts";
import type { RequestContext } from "./context.ts";
import { createConversationsService } from "./conversations/conversations.service.ts";
import { createIdleConversations } from "./conversations/idle-conversations.ts";
import { createExportsService } from "./exports/exports.service.ts";
import { createHealthService } from "./health/health.service.ts";
import { createIdempotencyService } from "./idempotency/idempotency.service.ts";
import { createImportsService } from "./imports/imports.service.ts";
import { createLinkTokens } from "./links/link-tokens.ts";
import { createMembersService } from "./members/members.service.ts";
import { createMessagesService } from "./messages/messages.service.ts";
import { createHardBudgets } from "./model-calls/hard-budgets.ts";
import { createModelCalls } from "./model-calls/model-calls.ts";
import { createModelsService } from "./models/models.service.ts";
import { createProvidersService } from "./providers/providers.service.ts";
import { type Limiters, memoryLimiters } from "./rate-limits/limiters.ts";
import { createRateLimits, type Limits } from "./rate-limits/rate-limits.ts";
import { openApiDocument } from "./rest/openapi-document.ts";
import { createRetentionService } from "./retention/retention.service.ts";
import { createCaller } from "./root.ts";
import type { Services } from "./services.ts";
import { createSettingsService } from "./settings/settings.service.ts";
import { openSettings } from "./settings/settings-store.ts";
import { createSharesService } from "./shares/shares.service.ts";
import { createSystemService } from "./system/system.service.ts";
import { startMetrics } from "./telemetry/metrics.ts";
import { observedCalls } from "./telemetry/observed-calls.ts";
import { createUsageService } from "./usage/usage.service.ts";
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
  const settingsStore = await openSettings({ db, bus, log });
  const settings = createSettingsService({ store: settingsStore, config });
  const accounts = createAccountServices({
    ...{ db, bus, config, clock, log, limiters },
    budgets: hardBudgets,
    registration: settings.inForce,
  });
  const users = createUsersService({ db, auth: accounts.services.auth, models, log });
  const messages = createMessagesService({ db, bus, runs, conversations });
  const presence = createPresence({ bus: busPart<PresenceMessage, BusMessage>(bus, "presence"), processId });
  const remote = createRemoteRuns({ db, bus, clock, log });
  const feed = createFeed({
    bus,
    runs,
    remote,
    messages,
    conversations,
    presence,
    keyEnds: createKeyEnds({ clock }),
    processId,
    log,
  });
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
    ...accounts.services,
    aliases: createAliasesService({ chat, conversations, messages }),
    users,
    conversations,
    members: createMembersService({ db, clock, bus, conversations, links }),
    messages,
    chat,
    completions,
    shares: createSharesService({ db, clock, conversations, links }),
    exports: createExportsService({ db, clock, conversations }),
    idempotency: createIdempotencyService({ db, log, authSecret: config.authSecret }),
    imports: createImportsService({ db, clock, log, models, ownerId: processId, config }),
    models,
    providers,
    settings,
    retention: createRetentionService({
      ...{ db, clock, log, ownerId: processId, store: settingsStore, audit: accounts.auditLog },
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
  const recovery = await startRecovery({
    ...{ db, clock, log, bus, processId, models, modelCalls, runs, conversations },
    queue: chat.queue,
  });
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
      recovery.close();
      leaveProcess();
      settingsStore.close();
      await services.retention.close();
      services.idempotency.close();
      models.close();
      providers.close();
      services.system.close();
      await services.imports.close();
      await Promise.all([runs.drain(graceMs), completions.drain(graceMs), accounts.drain(graceMs)]);
      await titles.close();
      await journal.close();
      await accounts.close();
      modelCalls.close();
      hardBudgets.close();
      await presence.close();
    },
  };
}
