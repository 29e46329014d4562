/** How all begins that this browser's local storage keeps of what someone wrote. */
export const draftsPrefix = "causerie.draft.";

/** This browser's storage, or null where a policy forbids it. */
export function browserStorage(): Storage | null {
  try {
    return typeof window === "undefined" ? null : window.localStorage;
  } catch {
    return null;
  }
}

/** Forgets what was written and not sent, whoever wrote it: who signs out may leave the browser to someone else. */
export function forgetDrafts(storage: Storage | null): void {
  if (!storage) return;
  for (const key of Object.keys(storage)) if (key.startsWith(draftsPrefix)) storage.removeItem(key);
}
