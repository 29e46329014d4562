import { z } from "zod";
import { idOf, isoTime } from "../schema-parts.ts";

/** An answer being written, without a word of it. */
export const activeRunView = z.object({
  id: z.string(),
  /** Who asked. */
  askerId: z.string().nullable(),
  askerName: z.string().nullable(),
  model: z.string(),
  status: z.enum(["queued", "streaming"]),
  /** The process that writes it. */
  processId: z.string().nullable(),
  since: isoTime,
  /** About how many tokens it has written so far. */
  tokens: z.number().int(),
});
export type ActiveRunView = z.infer<typeof activeRunView>;
export const activeRuns = z.object({ items: z.array(activeRunView), total: z.number().int() });
export const activeRunInput = z.object({ id: idOf("run") });
