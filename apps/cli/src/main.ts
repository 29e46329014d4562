import { runCauserie } from "./run.ts";
import { processTerminal } from "./terminal/terminal.ts";

process.exit(await runCauserie(process.argv.slice(2), processTerminal()));
