import type { Bus } from "./bus.ts";
import { Place, type PresenceMessage } from "./presence-place.ts";

/** Who is at a place now, over all processes. A place is any name, e.g. a conversation's id; a member, e.g. a person's id. */
export type Presence = {
  /** `member` is there until the returned function is called; who is there several times counts once. */
  enter(place: string, member: string): () => void;
  /**
   * Calls `onChange` with the members known at first, sorted, and at every change, until the returned function is called.
   * Those of other processes come within moments; those of a process that died go half a minute after its last sign.
   */
  watch(place: string, onChange: (members: readonly string[]) => void): Promise<() => void>;
  /** Says that nobody is here any more. */
  close(): Promise<void>;
};

/** Where the time comes from, in milliseconds, so that tests can set it. */
export type PresenceTimers = { now(): number; every(ms: number, work: () => void): () => void };

const beatMs = 10_000;
/** Two lost beats do not make anyone disappear. */
const expireMs = 3 * beatMs;

const systemTimers: PresenceTimers = {
  now: () => performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/**
 * Presence over any bus. Each process says who is at a place through it: at each change, every ten seconds, and when
 * a process that has just come asks. Of a place where nobody is or watches nothing is kept and nothing said.
 *
 * @param options.bus its topics are the places' names: give it a part of its own (`busPart`).
 * @param options.processId differs between any two processes, also between two starts of one.
 */
export function createPresence(options: {
  bus: Bus<PresenceMessage>;
  processId: string;
  timers?: PresenceTimers;
}): Presence {
  const { bus, processId, timers = systemTimers } = options;
  const places = new Map<string, Place>();
  const stopBeat = timers.every(beatMs, () => {
    for (const place of places.values()) place.beat(timers.now() - expireMs);
  });

  function open(name: string): Place {
    const known = places.get(name);
    if (known) return known;
    const place = new Place(name, { bus, processId, now: timers.now });
    places.set(name, place);
    return place;
  }

  function closeIfEmpty(name: string, place: Place): void {
    if (!place.isEmpty || places.get(name) !== place) return;
    places.delete(name);
    void place.close();
  }

  return {
    enter(name, member) {
      const place = open(name);
      place.enter(member);
      return once(() => {
        place.leave(member);
        closeIfEmpty(name, place);
      });
    },
    async watch(name, onChange) {
      const place = open(name);
      const stop = await place.watch(onChange);
      return once(() => {
        stop();
        closeIfEmpty(name, place);
      });
    },
    async close() {
      stopBeat();
      const open = [...places.values()];
      places.clear();
      await Promise.all(open.map((place) => place.vanish()));
    },
  };
}

/** Leaving twice must not take away who came again meanwhile. */
function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
