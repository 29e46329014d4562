// Run by a test as a process of its own: opens the embedded database of the directory that is named, says so, and then writes
// rows for ever, saying each one's number once it is committed.
import { silentLogger } from "@causerie/core/server";
import { openDatabase } from "../open-database.ts";

const [dataDir = "", mode] = process.argv.slice(2);
try {
  const db = await openDatabase({
    dataDir,
    logger: silentLogger,
    commands: { whoHasIt: async () => ({ pid: process.pid }) },
  });
  process.stdout.write("ready\n");
  for (let number = 1; mode === "write"; number++) {
    await db.asSystem("test: write", (tx) =>
      tx.systemSetting.upsert({
        where: { key: `row ${number}` },
        create: { key: `row ${number}`, value: number },
        update: {},
      }),
    );
    process.stdout.write(`${number}\n`);
  }
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
}
