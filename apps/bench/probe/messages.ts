/** What the benchmark asks of a process that it measures. */
export type ProbeRequest =
  | { probe: number; ask: "begin"; profile?: string }
  | { probe: number; ask: "end" }
  | { probe: number; ask: "memory" };

/** What a process used between `begin` and `end`. */
export type Stretch = {
  seconds: number;
  cpuSeconds: number;
  /** Bytes of resident memory at the beginning, and the most there were. */
  rssBefore: number;
  rssPeak: number;
  /** How late the event loop was, in milliseconds. */
  loopDelay: { p50: number; p99: number; max: number };
};

/** Bytes, after a garbage collection where the process allows one. */
export type Memory = { rss: number; heapUsed: number; external: number };

export type ProbeReply = { probe: number; reply: Stretch | Memory | null };
