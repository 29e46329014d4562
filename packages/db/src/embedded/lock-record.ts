import { readFileSync } from "node:fs";
import type { LockRecord } from "./directory-lock.ts";

/** Who holds a lock; undefined when nobody does, or when the file is no lock's. */
export function readLockRecord(file: string): LockRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isLockRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLockRecord(value: unknown): value is LockRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    ["host", "started", "token"].every((key) => typeof Reflect.get(value, key) === "string")
  );
}
