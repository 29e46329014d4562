import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import type { DoctorEnv } from "./doctor-env.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";

const gigabyte = 1024 ** 3;
const megabyte = 1024 ** 2;
/** Below the first the embedded database does not start (packages/db); below the second it is time to look after it. */
const room = { neededBytes: 64 * megabyte, comfortableBytes: gigabyte };

/** The secret that signs sessions. */
export function checkSecret({ AUTH_SECRET, DATABASE_URL, DATA_DIR }: DoctorEnv): Finding {
  const check = "secret";
  if (AUTH_SECRET) return ok(check, "AUTH_SECRET is set.");
  if (DATABASE_URL) {
    return failed(
      check,
      "AUTH_SECRET is missing: with DATABASE_URL set, every process needs the same one.",
      makeSecret,
    );
  }
  const file = path.join(DATA_DIR, "auth-secret");
  const kept = secretIn(file);
  if (kept === null) return ok(check, "The first start makes it, and keeps it beside the embedded database.");
  if (kept === undefined)
    return failed(check, `${file} can't be read.`, "Give the user of the server the right to read it.");
  if (kept.text.length < 32) {
    return failed(check, `${file} is damaged.`, "Put it back from a copy, or delete it: people then sign in again.");
  }
  if (kept.isOpen) return failed(check, `Others may read ${file}.`, `Run \`chmod 600 ${file}\`.`);
  return ok(check, "It is kept beside the embedded database.");
}

const makeSecret = "Set it to what `openssl rand -base64 48` prints, and the same for every process.";

/** Null: there is none; undefined: it can't be read. */
function secretIn(file: string): { text: string; isOpen: boolean } | null | undefined {
  if (!existsSync(file)) return null;
  try {
    return { text: readFileSync(file, "utf8").trim(), isOpen: (statSync(file).mode & 0o077) !== 0 };
  } catch {
    return undefined;
  }
}

/** The folder of the embedded database. */
export function checkDirectory({ DATA_DIR, DATABASE_URL }: DoctorEnv): Finding {
  const check = "data directory";
  if (DATABASE_URL) return ok(check, "Not used: DATABASE_URL names a PostgreSQL server.");
  const there = nearest(DATA_DIR);
  try {
    accessSync(there, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return failed(
      check,
      `This user may not write in ${there}.`,
      "Give it the right to, or set DATA_DIR to another folder.",
    );
  }
  if (!statSync(there).isDirectory()) {
    return failed(check, `${there} is no folder.`, "Set DATA_DIR to one, or to where one can be made.");
  }
  if (there !== DATA_DIR) return ok(check, `The first start makes ${DATA_DIR}.`);
  if ((statSync(DATA_DIR).mode & 0o077) !== 0) {
    return warning(check, `Others on this machine may look into ${DATA_DIR}.`, `Run \`chmod 700 ${DATA_DIR}\`.`);
  }
  return ok(check, `${DATA_DIR}, for its user alone.`);
}

/** What is free where the server writes. */
export function checkDisk({ DATA_DIR, DATABASE_URL, IMPORT_DIR }: DoctorEnv): Finding {
  const check = "disk";
  const directory = nearest(DATABASE_URL ? (IMPORT_DIR ?? process.cwd()) : DATA_DIR);
  const { blocks, bavail, bsize } = statfsSync(directory);
  if (blocks === 0) return ok(check, `The file system of ${directory} does not say how much is free.`);
  const free = bavail * bsize;
  const text = `${free < gigabyte ? `${Math.floor(free / megabyte)} MB` : `${(free / gigabyte).toFixed(1)} GB`} free in ${directory}.`;
  if (free < room.neededBytes) {
    return failed(
      check,
      text,
      `Make room: without ${room.neededBytes / megabyte} MB the embedded database does not start.`,
    );
  }
  return free < room.comfortableBytes ? warning(check, text, "Make room before it is full.") : ok(check, text);
}

/** The folder itself, or what of the way to it there is. */
function nearest(directory: string): string {
  let there = path.resolve(directory);
  while (!existsSync(there)) there = path.dirname(there);
  return there;
}
