import { runCauserie } from "./causerie.ts";

process.exitCode = await runCauserie({
  args: process.argv.slice(2),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
