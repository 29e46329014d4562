import { enableCompileCache } from "node:module";
import path from "node:path";

// Four fifths of a short command's time go into compiling the same modules again.
enableCompileCache(path.join(import.meta.dirname, "../../../node_modules/.cache/node"));
const { runCauserie } = await import("./run.ts");
const { processTerminal } = await import("./terminal/terminal.ts");

process.exit(await runCauserie(process.argv.slice(2), processTerminal()));
