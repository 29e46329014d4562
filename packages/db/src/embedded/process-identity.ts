import { readFileSync, readlinkSync } from "node:fs";
import os from "node:os";

/** Tells a process from every other, also from one that got the same number later or in another container. */
export type ProcessIdentity = {
  readonly pid: number;
  /** The running kernel and, within it, the set of processes among which `pid` is counted. */
  readonly host: string;
  /** When the process was started, in the kernel's ticks; empty where the system does not say. */
  readonly started: string;
};

/** Who this process is. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostIdentity(), started: startOf(process.pid) };
}

/**
 * Whether the process that `identity` names still runs; undefined when it can't be known from here, because it belongs
 * to another machine or container.
 */
export function isRunning(identity: ProcessIdentity): boolean | undefined {
  if (identity.host !== hostIdentity()) return undefined;
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return startOf(identity.pid) === identity.started;
}

function hostIdentity(): string {
  const boot = readOr("", () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = readOr("", () => readlinkSync("/proc/self/ns/pid"));
  return [os.hostname(), boot, namespace].join(" ");
}

function startOf(pid: number): string {
  // The 22nd field; the second, the command in brackets, may hold spaces.
  return readOr("", () => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "");
}

/** What `read` gives, or `fallback` on systems without /proc. */
function readOr(fallback: string, read: () => string): string {
  try {
    return read();
  } catch {
    return fallback;
  }
}
