/** Errors whose message is a sentence for the person who starts the server. */
const foreseen = new Set(["EnvError", "MigrationError", "DirectoryInUseError", "DiskFullError"]);

/** What PostgreSQL answers when it lets nobody in: wrong password, no such role or database, too many connections. */
const refusedByPostgresql = /^(?:28|3D|53)/;

/** What to tell the person who started the server. What a person can mend is one sentence; anything else keeps its stack. */
export function startFailureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (foreseen.has(error.name)) return error.message;
  const { code, syscall, address, port } = systemDetails(error);
  if (code === "EADDRINUSE") return `Port ${port} is in use by another program: stop it, or set PORT to another one.`;
  if (code === "EACCES" && syscall === "listen") return `PORT can't be used: this user may not open port ${port}.`;
  if (code === "EADDRNOTAVAIL") return `HOST can't be used: ${address} is no address of this machine.`;
  if (syscall === "mkdir" || syscall === "open") return `DATA_DIR can't be used: ${error.message}.`;
  if (syscall === "connect" || syscall === "getaddrinfo") {
    return `The PostgreSQL server of DATABASE_URL can't be reached: ${error.message}.`;
  }
  if (refusedByPostgresql.test(code)) return `The PostgreSQL server of DATABASE_URL refused: ${error.message}.`;
  return error.stack ?? error.message;
}

/** What Node puts on errors of the system; empty where it put nothing. */
function systemDetails(error: Error): Record<"code" | "syscall" | "address" | "port", string> {
  const read = (name: string) => (name in error ? String(Reflect.get(error, name)) : "");
  return { code: read("code"), syscall: read("syscall"), address: read("address"), port: read("port") };
}
