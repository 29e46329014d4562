import { setTimeout as pause } from "node:timers/promises";

const limitMs = 60_000;

/**
 * Waits for a condition that nothing announces.
 *
 * @param look gives what is waited for; null, undefined or false: not yet.
 * @throws {Error} naming `what`, when it does not come within a minute.
 */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  options: { limitMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + (options.limitMs ?? limitMs);
  for (;;) {
    const found = await look();
    // What is left is neither of the three values that mean "not yet".
    if (found !== null && found !== undefined && found !== false) return found as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${typeof what === "string" ? what : what()}`);
    await pause(20);
  }
}
