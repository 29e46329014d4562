import type { LiveEvent } from "@causerie/api/schemas";
import type { ChatApi } from "./chat-api.ts";

export type Connection = "closed" | "connecting" | "open" | "lost";

export type Watch = {
  start(): void;
  stop(): void;
  /** The network may be back: does not wait for the next try. */
  retry(): void;
  /** Opens the stream anew from the start of the run in progress. */
  restart(): void;
};

export type WatchOptions = {
  connect: (lastEventId: string | null, handlers: Parameters<ChatApi["watch"]>[1]) => () => void;
  onEvent(event: LiveEvent): void;
  /** The stream is open, for the first time or again: what happened before is to be read. */
  onOpen(): void;
  onState(state: Connection): void;
  /** Whether trying again can help. */
  isFinal(error: unknown): boolean;
  onRefused(error: unknown): void;
  random?: () => number;
};

const firstDelayMs = 500;
const longestDelayMs = 15_000;

/** How long to wait before the `attempt`-th try (from 0): doubling, at most 15 s, with jitter so that tabs spread out. */
export function retryDelayMs(attempt: number, random: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10)) * (0.75 + random / 2);
}

/** Keeps one event stream open through lost networks and restarts of the server, resuming after what was seen. */
export function createWatch(options: WatchOptions): Watch {
  const { connect, onEvent, onOpen, onState, isFinal, onRefused, random = Math.random } = options;
  let close: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastEventId: string | null = null;
  let attempt = 0;
  let running = false;
  let lost = false;

  function open() {
    clearTimeout(timer);
    close?.();
    let current = true;
    if (attempt === 0) onState("connecting");
    const disconnect = connect(lastEventId, {
      onOpen() {
        if (!current) return;
        attempt = 0;
        lost = false;
        onState("open");
        onOpen();
      },
      onEvent(event, id) {
        if (!current) return;
        if (id !== null) lastEventId = id;
        onEvent(event);
      },
      onLost() {
        if (!current) return;
        lost = true;
        onState("lost");
      },
      onEnd(error) {
        if (!current) return;
        if (isFinal(error)) {
          stop();
          onRefused(error);
          return;
        }
        lost = true;
        onState("lost");
        timer = setTimeout(open, retryDelayMs(attempt++, random()));
      },
    });
    close = () => {
      current = false;
      disconnect();
    };
  }

  function stop() {
    running = false;
    attempt = 0;
    clearTimeout(timer);
    close?.();
    close = null;
    onState("closed");
  }

  return {
    start() {
      if (running) return;
      running = true;
      open();
    },
    stop,
    retry() {
      if (running && lost) open();
    },
    restart() {
      lastEventId = null;
      if (running) open();
    },
  };
}
