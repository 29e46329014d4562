import { newId } from "@causerie/core";

/** The digits of TypeIDs. */
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** A call that nothing else names. */
export const newCallId = () => newId("usageEvent");

/**
 * Names the nth attempt of a run, so that whoever settles it (the process that made it, or who comes after its death) settles
 * the same one: the first by the run's own id, another by the same with its last digit moved on.
 */
export function callIdOf(runId: string, attempt: number): string {
  const last = digits.indexOf(runId.slice(-1));
  return runId.slice(0, -1) + digits[(last + attempt - 1) % digits.length];
}

/** The usage event of a call: the same for the same call. */
export function usageIdOf(callId: string): string {
  return `use_${callId.slice(callId.indexOf("_") + 1)}`;
}
