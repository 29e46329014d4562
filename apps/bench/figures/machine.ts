import { cpus } from "node:os";

/** Seconds that all cores of this machine have computed since it started. */
export function busySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}
