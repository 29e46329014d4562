import { type Clock, newId, systemClock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Llm } from "@causerie/llm";
import { createAuthService } from "./auth/auth.service.ts";
import { deriveKey } from "./auth/tokens/derive-key.ts";
import { textOf } from "./chat/answer-text.ts";
import { createChatService } from "./chat/chat.service.ts";
import type { AppBus } from "./chat/conversation-events.ts";
import { createFeed } from "./chat/feed.ts";
import { createJournal, leaseMs } from "./chat/journal.ts";
import { recoverRuns } from "./chat/recovery.ts";
import { createRunEngine } from "./chat/run-engine.ts";
import { createTitles } from "./chat/title.ts";
import type { ApiConfig } from "./config.ts";
import type { Credentials } from "./context.ts";
import { createConversationsService } from "./conversations/conversations.service.ts";
import { createHealthService } from "./health/health.service.ts";
import { createMessagesService } from "./messages/messages.service.ts";
import { createModelCalls } from "./model-calls/model-calls.ts";
import { createModelsService } from "./models/models.service.ts";
import type { Limiters } from "./rate-limits/limiters.ts";
import { createRateLimits, type Limits } from "./rate-limits/rate-limits.ts";
import { createCaller } from "./root.ts";
import type { Services } from "./services.ts";
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
};

/** What an HTTP layer knows of a request before anybody is identified. */
export type RequestOrigin = { requestId: string; address: string; credentials: Credentials };

export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * Puts the domain together: one per process. Recovers what a killed process left behind before it returns.
 */
export async function createApp(options: AppOptions) {
  const { db, llm, bus, config, log } = options;
  const clock = options.clock ?? systemClock;
  // Names this process as the owner of its runs; a new one at each start, so that a late write of an old one is refused.
  const ownerId = newId("run");

  const models = createModelsService({ llm });
  const journal = createJournal({ db, clock, log, ownerId });
  const modelCalls = createModelCalls({ llm, clock, record: journal.usage });
  const runs = createRunEngine({
    modelCalls,
    journal,
    bus,
    clock,
    log,
    onEnd(run, answer) {
      const { ids, firstQuestion } = run;
      if (firstQuestion === null || !answer.run) return;
      const { userId, conversationId } = ids;
      const { model, status } = answer.run;
      const text = status === "complete" ? textOf(answer.parts) : null;
      titles.request({ userId, conversationId, question: firstQuestion, answer: text, model });
    },
  });
  const conversations = createConversationsService({ db, clock, models, bus, runs });
  const titles = createTitles({
    modelCalls,
    titleModel: (model) => llm.titleModel(model),
    propose: conversations.proposeTitle,
    log,
  });
  const auth = createAuthService({ db, config, clock, log, bus, limiters: options.limiters });
  const users = createUsersService({ db, auth, models, log });
  const messages = createMessagesService({ db, bus, runs, conversations });
  const services: Services = {
    auth,
    users,
    conversations,
    messages,
    chat: createChatService({
      db,
      clock,
      bus,
      runs,
      feed: createFeed({ bus, runs, messages }),
      models,
      users,
      conversations,
      ownerId,
      config,
    }),
    models,
    health: createHealthService({ db, runs }),
    rateLimits: createRateLimits(options.limits, options.limiters),
  };

  await recoverRuns({ db, clock, log }, { exclusive: db.engine === "embedded" });
  const recovery = setInterval(() => {
    recoverRuns({ db, clock, log }, { exclusive: false }).catch((error: unknown) =>
      log.warn({ err: error }, "interrupted answers could not be looked for"),
    );
  }, leaseMs / 2);
  recovery.unref();

  const createContext = (origin: RequestOrigin) => ({
    ...origin,
    log: log.child({ requestId: origin.requestId }),
    services,
  });

  return {
    services,
    config: { publicUrl: config.publicUrl, maxMessageCharacters: config.maxMessageCharacters },
    /** Seals the browsers' session cookies. */
    sessionSecret: deriveKey(config.authSecret, "session-cookie").toString("base64url"),
    createContext,
    /** The router without HTTP, for the app's own server components and for tests. */
    createCaller: (origin: RequestOrigin) => createCaller(createContext(origin)),
    /** Takes no new runs, gives those in progress `graceMs`, and commits what there is to commit. */
    async close({ graceMs }: { graceMs: number }): Promise<void> {
      clearInterval(recovery);
      titles.close();
      await runs.drain(graceMs);
      await journal.close();
    },
  };
}
