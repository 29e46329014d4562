import type { Database } from "@causerie/db";
import type { ChatService } from "../chat/chat.service.ts";
import * as repo from "./active-runs.repo.ts";
import type { ActiveRunView } from "./active-runs.schema.ts";

export type ActiveRunsService = ReturnType<typeof createActiveRunsService>;

const mostShown = 200;
/** Close enough for a text of which nobody but the provider knows the count. */
const charactersPerToken = 4;

/** The answers that are being written now, anyone's and in any process, for admins; never what they say. */
export function createActiveRunsService(deps: { db: Database; chat: Pick<ChatService, "stopAny"> }) {
  const { db, chat } = deps;
  return {
    /** The oldest first. */
    async list(): Promise<{ items: ActiveRunView[]; total: number }> {
      const { rows, total } = await db.asSystem("active runs: list", async (tx) => ({
        rows: await repo.listActiveRuns(tx, { limit: mostShown }),
        total: await repo.countActiveRuns(tx),
      }));
      const items = rows.map(({ since, written, ...row }) => ({
        ...row,
        since: since.toISOString(),
        tokens: Math.ceil(written / charactersPerToken),
      }));
      return { items, total };
    },

    /** Ends one where it is; what it wrote is kept. @throws {AppError} NOT_FOUND. */
    stop: (id: string): Promise<{ stopped: boolean }> => chat.stopAny(id),
  };
}
