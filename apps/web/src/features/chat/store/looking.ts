import type { StoreCore } from "./store-core.ts";

/** How often a conversation that nobody listens to is asked how far its answer is. */
const lookMs = 8_000;

/** Asks now and then how far an answer is that goes on being written while nobody listens, so that it can be said that it has ended. */
export function createLooking(core: StoreCore, read: () => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let away = false;

  function look() {
    timer = setTimeout(async () => {
      await read();
      if (!away) return;
      if (core.get().activeId === null) core.set({ unseen: true });
      else look();
    }, lookMs);
  }

  return {
    leave() {
      if (away) return;
      away = true;
      if (core.get().activeId !== null) look();
    },
    comeBack() {
      away = false;
      clearTimeout(timer);
      if (core.get().unseen) core.set({ unseen: false });
    },
  };
}
