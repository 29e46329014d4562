import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError, newId, systemClock } from "@causerie/core";
import { silentLogger, type Tracer } from "@causerie/core/server";
import { createTestDatabase } from "@causerie/db/testing";
import { createLlm, defaultTimeouts, type LlmConfig } from "@causerie/llm";
import { startFakeUpstream } from "@causerie/llm/testing";
import { createMemoryBus } from "@causerie/realtime";
import { type AppOptions, createApp } from "../app.ts";
import type { SendOutput } from "../chat/chat.schema.ts";
import type { BusMessage } from "../chat/conversation-events.ts";
import type { ApiConfig } from "../config.ts";
import { toAppError } from "../errors.ts";

export { deriveKey } from "../auth/tokens/derive-key.ts";
export { startCollector } from "./collector.ts";

const plenty = { points: 100_000, seconds: 60 };

export const testConfig: ApiConfig = {
  chatMemoryMessages: 8,
  maxMessageCharacters: 100_000,
  registration: "open",
  allowedEmailDomains: [],
  jwtExpiresMinutes: 15,
  publicUrl: null,
  provider: null,
  mail: null,
  requireVerifiedEmail: false,
  importDirectory: path.join(tmpdir(), newId("import")),
  maxImportBytes: 50_000_000,
  dataDirectory: tmpdir(),
  authSecret: "an auth secret of the tests, long enough",
};

/** The fake upstream's answers are asked for under this model unless a test says another. */
export const testModel = "openrouter/fake/fast";

/**
 * The whole domain on a database of its own, with the provider faked at the wire.
 *
 * `restart()` puts a second app on the same database, as after the process was killed.
 */
export async function createChatApp(
  options: {
    config?: Partial<ApiConfig>;
    timeouts?: Partial<LlmConfig["timeouts"]>;
    limits?: AppOptions["limits"];
    /** Where providers that an admin adds may be; the tests' own are on this machine. */
    addedAddresses?: LlmConfig["addedAddresses"];
    tracer?: Tracer;
    withMetrics?: boolean;
  } = {},
) {
  const { tracer } = options;
  const db = await createTestDatabase(tracer ? { tracer } : {});
  // One's own: a server deletes the files of imports that its database does not know.
  const importDirectory = path.join(tmpdir(), newId("import"));
  const upstream = await startFakeUpstream();
  const makeLlm = () =>
    createLlm(
      {
        openRouter: { apiKey: "sk-test", baseUrl: upstream.baseUrl, defaultModel: "fake/fast", appName: "Causerie" },
        compatible: null,
        ollamaUrl: null,
        timeouts: { ...defaultTimeouts, ...options.timeouts },
        addedAddresses: options.addedAddresses ?? "any",
      },
      { logger: silentLogger, clock: systemClock },
    );
  const llm = makeLlm();
  const bus = createMemoryBus<BusMessage>();
  const start = (own: { bus?: typeof bus; llm?: typeof llm; config?: Partial<ApiConfig> } = {}) =>
    createApp({
      db,
      llm: own.llm ?? llm,
      bus: own.bus ?? bus,
      log: silentLogger,
      limits: options.limits ?? {
        default: plenty,
        auth: plenty,
        send: plenty,
        search: plenty,
        invite: plenty,
        address: plenty,
      },
      config: { ...testConfig, importDirectory, ...options.config, ...own.config },
      ...(tracer ? { tracer } : {}),
      withMetrics: options.withMetrics ?? false,
    });
  const app = await start();

  return {
    ...app,
    db,
    bus,
    upstream,
    /** Another process on the same database, with a bus of its own. */
    another: () => start({ bus: createMemoryBus<BusMessage>() }),
    /** Another process on the same database and bus, with providers of its own. */
    async beside(config: Partial<ApiConfig> = {}) {
      const own = makeLlm();
      const other = await start({ llm: own, config });
      return {
        ...other,
        llm: own,
        async close() {
          await other.close({ graceMs: 0 });
          own.close();
        },
      };
    },
    async restart() {
      // As if the killed process's leases had run out: on a server another process has to wait for that.
      await db.asSystem("test: let leases run out", (tx) => tx.run.updateMany({ data: { leaseUntil: new Date(0) } }));
      return start();
    },
    /** A person as the database knows one, without the cost of a password, and what they can call. */
    async person(name: string, role: "user" | "admin" = "user") {
      const userId = newId("user");
      await db.asSystem("test: add a person", (tx) =>
        tx.user.create({
          data: {
            id: userId,
            email: `${name}@example.org`,
            username: name,
            usernameKey: name,
            role,
            passwordHash: "none",
          },
        }),
      );
      const credentials = { kind: "session", userId, sessionVersion: 1 } as const;
      return {
        userId,
        caller: app.createCaller({ requestId: "test", address: "192.0.2.1", credentials }),
        on: (other: typeof app) => other.createCaller({ requestId: "test", address: "192.0.2.1", credentials }),
      };
    },
    async [Symbol.asyncDispose]() {
      await app.close({ graceMs: 0 });
      llm.close();
      await upstream.close();
      await db.close();
      await rm(importDirectory, { recursive: true, force: true });
    },
  };
}

export type ChatApp = Awaited<ReturnType<typeof createChatApp>>;
export type Person = Awaited<ReturnType<ChatApp["person"]>>;

/** The code of the error with which `work` fails; throws when it does not. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return toAppError(error).code;
  }
  throw new AppError("INTERNAL", { message: "expected a refusal" });
}

/** What a send whose message is answered has brought about; throws when the assistant was not asked. */
export async function asked(sending: Promise<SendOutput>) {
  const sent = await sending;
  const { assistantMessageId, runId } = sent;
  if (assistantMessageId === null || runId === null) throw new AppError("INTERNAL", { message: "nobody was asked" });
  return { ...sent, assistantMessageId, runId };
}
