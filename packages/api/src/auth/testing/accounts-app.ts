import { newId } from "@causerie/core";
import { silentLogger } from "@causerie/core/server";
import { createTestClock } from "@causerie/core/testing";
import { createTestDatabase } from "@causerie/db/testing";
import { createLlm, defaultTimeouts } from "@causerie/llm";
import { createMemoryBus } from "@causerie/realtime";
import { createApp } from "../../app.ts";
import type { BusMessage } from "../../chat/conversation-events.ts";
import type { ApiConfig } from "../../config.ts";
import type { Credentials } from "../../context.ts";
import { toAppError } from "../../errors.ts";
import { testConfig } from "../../testing/index.ts";
import { promoteUserCommand, userCommands } from "../../users/users.commands.ts";

const plenty = { points: 100_000, seconds: 60 };
export const goodPassword = "correct horse battery staple";

/** The whole app on a database of its own, with what tests of accounts ask of it. */
export async function createAccountsApp(config: Partial<ApiConfig> = {}) {
  const db = await createTestDatabase();
  const clock = createTestClock();
  const bus = createMemoryBus<BusMessage>();
  const log = silentLogger;
  const llm = createLlm(
    { openRouter: null, compatible: null, ollamaUrl: null, timeouts: defaultTimeouts },
    { logger: log, clock },
  );
  const app = await createApp({
    db,
    llm,
    bus,
    log,
    clock,
    limits: { default: plenty, auth: plenty, send: plenty, search: plenty, address: plenty },
    config: { ...testConfig, ...config },
  });

  const caller = (credentials: Credentials = { kind: "none" }, address = "192.0.2.1") =>
    app.createCaller({ requestId: "test", address, credentials });
  const visitor = caller();
  const commands = userCommands({ onChange: (id) => app.services.auth.accountChanged(id, { sessionsEnded: false }) });
  /** As from the command line. */
  const promote = (email: string) => commands[promoteUserCommand](db, { email });

  return {
    ...app,
    db,
    bus,
    clock,
    caller,
    visitor,
    promote,
    /** A person who registered, and the caller of their session. */
    async signUp(name: string) {
      const me = await visitor.auth.register({
        email: `${name}@example.org`,
        username: name,
        password: goodPassword,
      });
      return { ...me, credentials: sessionOf(me.id), as: caller(sessionOf(me.id)) };
    },
    /** As {@link signUp}, an admin. */
    async signUpAdmin(name: string) {
      const person = await this.signUp(name);
      await promote(person.email);
      return person;
    },
    async [Symbol.asyncDispose]() {
      await app.close({ graceMs: 0 });
      llm.close();
      await db.close();
    },
  };
}

/** The cookie of a session that began before anything ended one. */
export function sessionOf(userId: string, sessionVersion = 1): Credentials {
  return { kind: "session", userId, sessionVersion };
}

/** A well-formed id that nothing has. */
export const unknownUserId = newId("user");

/** The product's error of a call that must fail; a call that succeeds fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<{ code: string; params: object }> {
  try {
    await call;
  } catch (error) {
    const { code, params } = toAppError(error);
    return { code, params };
  }
  throw new Error("the call succeeded");
}
