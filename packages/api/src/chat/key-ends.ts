import type { Clock } from "@causerie/core";
import type { KeyInUse, Principal } from "../context.ts";

/** How often it is looked whose key has come to its end. */
const lookEveryMs = 1_000;

type Holder = { key: Principal["key"]; check(): Promise<Pick<Principal, "key">> };

export type KeyEnds = {
  /**
   * Ends what someone watches by an API key when that no longer is good.
   *
   * @param onEnd is told why.
   */
  watch(
    holder: Holder,
    onEnd: (error: Error) => void,
  ): {
    /** To be called when a key of the person's was changed. */
    changed(): void;
    leave(): void;
  };
};

/** Looks by the clock which keys end, all watchers of the process at once: a timer of its own can't wait for months. */
export function createKeyEnds({ clock }: { clock: Pick<Clock, "now"> }): KeyEnds {
  const watched = new Set<{ key: KeyInUse; verify(): void }>();
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    const now = clock.now();
    for (const { key, verify } of watched) if (key.goodUntil && key.goodUntil <= now) verify();
  }

  function keepLooking(): void {
    if (watched.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    } else if (watched.size > 0) {
      timer ??= setInterval(look, lookEveryMs).unref();
    }
  }

  return {
    watch({ key, check }, onEnd) {
      if (!key) return { changed: () => {}, leave: () => {} };
      const entry = {
        key,
        verify() {
          check().then((now) => {
            entry.key = now.key ?? entry.key;
          }, onEnd);
        },
      };
      watched.add(entry);
      keepLooking();
      return {
        changed: entry.verify,
        leave() {
          watched.delete(entry);
          keepLooking();
        },
      };
    },
  };
}
