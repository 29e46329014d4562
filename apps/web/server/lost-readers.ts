/**
 * Goes on when nobody reads any more what the process writes: its terminal was closed, or the program that it was piped into
 * ended. Without a listener that is an uncaught exception, which Next writes to standard error, which fails likewise, for ever.
 */
export function surviveLostReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
