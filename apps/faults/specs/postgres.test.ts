import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { findPostgresql, type PostgresqlServer, startPostgresqlServer } from "@causerie/db/testing/postgresql-server";
import type { Person } from "@causerie/e2e/fixtures/people";
import { numbered } from "@causerie/e2e/fixtures/upstream";
import { type FakeUpstream, startFakeUpstream } from "@causerie/llm/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { invitePeople } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { Talk } from "../harness/talk.ts";

const isInstalled = findPostgresql() !== undefined;
if (!isInstalled) process.stdout.write("PostgreSQL's faults are not tried: it is not installed.\n");

const awayMs = 5000;
const text = numbered(400);
const answer = { text, chunks: 400, intervalMs: 20 };

describe.skipIf(!isInstalled)("PostgreSQL", () => {
  let upstream: FakeUpstream;
  let directory: string;
  let postgresql: PostgresqlServer;
  let server: ServerProcess;
  let people: Person[];

  beforeAll(async () => {
    upstream = await startFakeUpstream();
    directory = await mkdtemp(path.join(tmpdir(), "causerie-faults-postgresql-"));
    postgresql = await startPostgresqlServer({ directory });
    const authSecret = "a secret of the fault suite, which guards nothing";
    const env = { ...serverEnv(upstream), DATABASE_URL: postgresql.url, AUTH_SECRET: authSecret };
    server = await ServerProcess.start({ env });
    people = await invitePeople(server, 3);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    // After a failed test it may be away already.
    await postgresql.stop("immediate").catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
    await upstream.close();
  });

  /** Answers to all of them, of which something was shown. */
  async function beginAnswers() {
    const talks = people.map((person) => new Talk(person));
    const begun = await Promise.all(talks.map(async (talk) => ({ talk, sent: await talk.say(answer) })));
    await Promise.all(begun.map(({ talk, sent }) => talk.watcher.untilShown(sent.runId, 100)));
    return begun;
  }

  it.each(["fast", "immediate"] as const)("that stops (%s) and comes back later costs nothing", async (mode) => {
    const begun = await beginAnswers();
    await postgresql.stop(mode);
    // Someone writes just now: it is sent again and again, until it is taken.
    const newcomer = new Talk(begun[0]?.talk.person ?? never());
    const asking = newcomer.exchange({ text: "Whole." });
    await pass(awayMs);
    await postgresql.start();
    for (const { talk, sent } of begun) expect((await talk.ended(sent)).run?.status).toBe("complete");
    expect((await asking).run?.status).toBe("complete");
    for (const talk of [newcomer, ...begun.map((each) => each.talk)]) {
      expect((await talk.exchange({ text: "And on." })).run?.status).toBe("complete");
      await assertNothingLost(talk);
      talk[Symbol.dispose]();
    }
  });

  it("is not needed for an answer to go on before its watchers", async () => {
    const begun = await beginAnswers();
    await postgresql.stop("fast");
    const lengths = begun.map(({ talk, sent }) => talk.watcher.shown(sent.runId).length);
    await pass(2000);
    const later = begun.map(({ talk, sent }) => talk.watcher.shown(sent.runId).length);
    await postgresql.start();
    for (const { talk, sent } of begun) {
      await talk.ended(sent);
      talk[Symbol.dispose]();
    }
    for (const [index, length] of later.entries()) expect(length).toBeGreaterThan((lengths[index] ?? 0) + 100);
  });
});

function never(): never {
  throw new Error("Three were invited");
}
