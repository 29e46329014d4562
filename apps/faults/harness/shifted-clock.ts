import { readFileSync } from "node:fs";

/**
 * Loaded before the app (`--import`): sets this process's clock by what the file of CLOCK_SHIFT_FILE says (milliseconds)
 * whenever SIGUSR2 comes. Timers go on as they do when a machine's clock is set.
 */
const file = process.env.CLOCK_SHIFT_FILE ?? "";
const RealDate = Date;
let shiftMs = 0;

const now = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parameters, newTarget) =>
    Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});

process.on("SIGUSR2", () => {
  shiftMs = Number(readFileSync(file, "utf8"));
  process.stdout.write(`The clock is shifted by ${shiftMs} ms\n`);
});
