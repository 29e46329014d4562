import path from "node:path";

/** What lies where under DATA_DIR. */
export function databaseDirectory(dataDir: string): string {
  return path.join(dataDir, "database");
}

/**
 * The control channel's socket. Systems limit a socket's path to about 100 bytes, so of the absolute and the relative
 * path the shorter is taken.
 */
export function controlSocket(dataDir: string): string {
  const absolute = path.resolve(dataDir, "control.sock");
  const relative = path.relative(process.cwd(), absolute);
  return relative.length < absolute.length ? relative : absolute;
}
