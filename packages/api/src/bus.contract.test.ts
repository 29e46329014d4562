import { silentLogger } from "@causerie/core/server";
import { createNotifyTransport } from "@causerie/db";
import { createTestDatabase } from "@causerie/db/testing";
import { type Bus, createNotifyBus } from "@causerie/realtime";
import { type BusHarness, busContract, joinedBusContract, presenceContract } from "@causerie/realtime/testing";
import { describe } from "vitest";

/** The bus's contract where it meets the database; that of the others is in packages/realtime. */
async function harness(): Promise<BusHarness & { cut: () => Promise<void> }> {
  const db = await createTestDatabase();
  const url = db.url ?? "";
  const open: Bus<unknown>[] = [];
  return {
    async open() {
      const bus = await createNotifyBus<unknown>({ transport: createNotifyTransport({ url, logger: silentLogger }) });
      open.push(bus);
      return bus;
    },
    async cut() {
      await db.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = $1",
        ["causerie: notifications"],
      );
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((bus) => bus.close()));
      await db.close();
    },
  };
}

describe.runIf(process.env.TEST_DATABASE_URL)("on TEST_DATABASE_URL", () => {
  busContract("NOTIFY", harness);
  joinedBusContract("NOTIFY", harness);
  presenceContract("NOTIFY", harness);
});
