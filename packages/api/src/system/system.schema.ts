import { z } from "zod";
import { isoTime } from "../schema-parts.ts";

const bytes = z.number().int();

/** One process of this installation, as it says itself. */
export const processFacts = z.object({
  processId: z.string(),
  pid: z.number().int(),
  host: z.string(),
  /** Of the package; null: it says none. */
  version: z.string().nullable(),
  /** The first digits of the commit that it runs; null: it is no checkout. */
  commit: z.string().nullable(),
  node: z.string(),
  startedAt: isoTime,
  memory: z.object({ rss: bytes, heapUsed: bytes, heapLimit: bytes }),
  /** How much later than it should the event loop gets to its work, in milliseconds, over the last minute or two. */
  eventLoop: z.object({ meanMs: z.number(), p99Ms: z.number() }),
  /** Answers that it writes. */
  runs: z.object({ waiting: z.number().int(), streaming: z.number().int() }),
  pool: z.object({ open: z.number().int(), idle: z.number().int(), waiting: z.number().int() }),
});
export type ProcessFacts = z.infer<typeof processFacts>;

export const systemStatus = z.object({
  database: z.object({
    engine: z.enum(["embedded", "postgresql"]),
    /** Null: it could not be asked. */
    state: z
      .object({
        sizeBytes: bytes,
        latencyMs: z.number(),
        migrations: z.object({
          applied: z.number().int(),
          pending: z.array(z.string()),
          latest: z.string().nullable(),
        }),
      })
      .nullable(),
  }),
  /** Of all processes, as the database has it; null: it could not be asked. */
  queue: z
    .object({ queued: z.number().int(), streaming: z.number().int(), waitingMessages: z.number().int() })
    .nullable(),
  /** Those that answered, this one first. */
  processes: z.array(processFacts),
  /** Where DATA_DIR is; null: nothing is kept there. */
  disk: z.object({ freeBytes: bytes, totalBytes: bytes }).nullable(),
});
export type SystemStatus = z.infer<typeof systemStatus>;
