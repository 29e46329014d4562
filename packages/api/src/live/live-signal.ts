/** A server-side caller may give no signal; its iterator's `return()` ends the watch. */
const neverAborts = new AbortController().signal;

export function liveSignal(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? neverAborts;
}
