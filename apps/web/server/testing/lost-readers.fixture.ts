import { setImmediate } from "node:timers/promises";
import { surviveLostReaders } from "../lost-readers.ts";

// A process that writes to whoever is no longer there, and says over IPC how often that was an exception.
const most = 50;
let exceptions = 0;

// As Next does with what nobody catches; it has no end.
process.on("uncaughtException", (error) => {
  exceptions += 1;
  if (exceptions < most) process.stderr.write(`${error.message}\n`);
});
if (process.argv[2] === "surviving") surviveLostReaders();

process.on("message", async () => {
  process.stdout.write("Causerie is ready\n");
  process.stderr.write("a warning\n");
  for (let turn = 0; turn < 20 * most; turn++) await setImmediate();
  process.send?.({ exceptions }, () => process.exit(0));
});
process.send?.("ready");
