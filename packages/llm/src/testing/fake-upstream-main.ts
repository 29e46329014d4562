import { parseArgs } from "node:util";
import { startFakeUpstream } from "./fake-upstream.ts";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const upstream = await startFakeUpstream({ port: Number(values.port) });
process.stdout.write(`fake upstream on ${upstream.baseUrl}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void upstream.close().then(() => process.exit(0));
  });
}
