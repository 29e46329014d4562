import type { Database } from "@causerie/db";
import type { Principal } from "../context.ts";

/** What each request asks of a person's row. */
export type PrincipalState = Pick<Principal, "role" | "sessionVersion" | "messagesPerMinute"> & { isActive: boolean };

export type PrincipalReader = {
  /** Null: there is no such person. */
  read(userId: string): Promise<PrincipalState | null>;
  /** To be called after each committed change of a person's role, activity or session version, and their deletion. */
  forget(userId: string): void;
};

/** How many states of one kind a process keeps. */
const capacity = 10_000;

/**
 * Reads the state of a person who asks. On PostgreSQL from the database each time; the embedded database has one process,
 * so that there what was read holds until this process changes it.
 */
export function createPrincipalReader(db: Database): PrincipalReader {
  const read: PrincipalReader["read"] = (userId) =>
    db.asUser(userId, (tx) =>
      tx.user.findUnique({
        where: { id: userId },
        select: { role: true, isActive: true, sessionVersion: true, messagesPerMinute: true },
      }),
    );
  return db.engine === "embedded" ? rememberPrincipals(read) : { read, forget: () => undefined };
}

/** Remembers what `read` gave until it is to be forgotten; nobody is remembered as absent. */
export function rememberPrincipals(read: PrincipalReader["read"]): PrincipalReader {
  return rememberStates(read);
}

/** Remembers what `read` gave by its name until it is to be forgotten; what was not found is asked for again. */
export function rememberStates<State>(read: (name: string) => Promise<State | null>) {
  const states = new Map<string, State>();
  let generation = 0;
  return {
    async read(name: string): Promise<State | null> {
      const known = states.get(name);
      if (known) return known;
      const before = generation;
      const state = await read(name);
      // What was read before a change that was committed meanwhile must not be kept beyond it.
      if (state && generation === before) {
        const oldest = states.size >= capacity ? states.keys().next() : undefined;
        if (oldest && !oldest.done) states.delete(oldest.value);
        states.set(name, state);
      }
      return state;
    },
    forget(name: string): void {
      generation++;
      states.delete(name);
    },
    forgetAll(of: (state: State) => boolean): void {
      generation++;
      for (const [name, state] of states) if (of(state)) states.delete(name);
    },
  };
}
