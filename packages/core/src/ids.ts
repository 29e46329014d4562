import { fromString, fromUUID, typeid } from "typeid-js";

/**
 * Every kind of thing that has an id, and the prefix that says so.
 *
 * Ids are TypeIDs: `conv_01jd…`, a UUIDv7 in base32 behind a prefix, so they sort by time and are opaque.
 */
export const idPrefixes = {
  user: "usr",
  apiKey: "key",
  conversation: "conv",
  message: "msg",
  run: "run",
  agent: "agt",
  document: "doc",
  project: "prj",
  fileAction: "act",
  usageEvent: "use",
  inviteLink: "inv",
  shareLink: "shr",
  import: "imp",
  auditEntry: "aud",
  provider: "prv",
  budget: "bud",
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A new id of that kind, e.g. `newId("message")` → `msg_01jd3w…`; later ids sort after earlier ones. */
export function newId(kind: IdKind): string {
  return typeid(idPrefixes[kind]).toString();
}

/** The id of that kind that a UUID stands for: what is made from the same UUID has the same id. */
export function idFromUuid(kind: IdKind, uuid: string): string {
  return fromUUID(uuid, idPrefixes[kind]).toString();
}

/** Whether `value` is a well-formed id of that kind (prefix, alphabet and length). */
export function isId(kind: IdKind, value: string): boolean {
  try {
    fromString(value, idPrefixes[kind]);
    return true;
  } catch {
    return false;
  }
}
