import type { Database } from "@causerie/db";
import { rememberStates } from "../auth/principal-reader.ts";
import { findKeyState, type KeyState } from "./api-keys.repo.ts";

export type KeyReader = {
  /** By a key's prefix, or by its id. */
  read(by: { prefix: string } | { id: string }): Promise<KeyState | null>;
  /** To be called after each committed change of a person or of a key of theirs. */
  forget(userId: string): void;
};

/** As people are read (`principal-reader.ts`): on PostgreSQL key and person in one query, on the embedded database once. */
export function createKeyReader(db: Database): KeyReader {
  const read = (by: string) => {
    const id = by.startsWith("id:") ? by.slice(3) : null;
    return db.asSystem("api keys: who is asking", (tx) =>
      findKeyState(tx, id === null ? { prefix: by, id: null } : { prefix: null, id }),
    );
  };
  const remembered =
    db.engine === "embedded" ? rememberStates(read) : { read, forgetAll: (_of: (state: KeyState) => boolean) => {} };
  return {
    read: (by) => remembered.read("id" in by ? `id:${by.id}` : by.prefix),
    forget: (userId) => remembered.forgetAll((state) => state.userId === userId),
  };
}
