import type { Db } from "@causerie/db";
import { type AppBus, conversationTopic, userTopic } from "../chat/conversation-events.ts";
import { countIdle, deleteIdle, type IdleQuery } from "./idle.repo.ts";

export type IdleConversations = ReturnType<typeof createIdleConversations>;

/** Conversations in which nothing has been said for long; for who cleans up, in the system's scope. */
export function createIdleConversations(deps: { bus: Pick<AppBus, "publish"> }) {
  return {
    count: (tx: Db, query: IdleQuery): Promise<number> => countIdle(tx, query),

    /** Deletes some, in the caller's transaction. `announce` is to be called once that is committed. */
    async delete(tx: Db, query: IdleQuery & { afterId: string; limit: number }) {
      const rows = await deleteIdle(tx, query);
      return {
        count: rows.length,
        /** Where the next batch begins; null: there is none. */
        lastId: rows.at(-1)?.id ?? null,
        announce(): void {
          for (const { id, people } of rows) {
            deps.bus.publish(conversationTopic(id), { kind: "event", event: { type: "deleted" } });
            for (const person of people) deps.bus.publish(userTopic(person), { kind: "unlisted", conversationId: id });
          }
        },
      };
    },
  };
}
