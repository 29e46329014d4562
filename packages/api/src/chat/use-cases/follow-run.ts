import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { ConversationsService } from "../../conversations/conversations.service.ts";
import type { LiveEvent } from "../../live/live.schema.ts";
import type { MessageView } from "../../messages/messages.schema.ts";
import type { MessagesService } from "../../messages/messages.service.ts";
import * as repo from "../chat.repo.ts";
import type { ChatEvent, RunState } from "../chat.schema.ts";
import type { Feed, FeedItem, Watcher } from "../feed.ts";

type RunFollower = Pick<Watcher, "userId" | "key" | "lastEventId" | "check" | "signal"> & { runId: string };

const isOver = (status: RunState["status"]) => status !== "queued" && status !== "streaming";

/** One run for whoever asked for it, without all that else happens in its conversation. */
export function createFollowRun(deps: {
  db: Database;
  feed: Feed;
  messages: MessagesService;
  conversations: ConversationsService;
}) {
  const { db, feed, messages, conversations } = deps;

  async function find(userId: string, runId: string) {
    return db.asUser(userId, async (tx) => {
      // Its turn may come between the two questions: a message that no longer waits is either taken back or a run.
      const run =
        (await repo.findRun(tx, runId)) ?? (await repo.findWaitingRun(tx, runId)) ?? (await repo.findRun(tx, runId));
      if (run) await conversations.access(tx, { userId, id: run.conversationId, least: "reader" });
      return run;
    });
  }

  async function read(userId: string, runId: string): Promise<RunState> {
    const run = await find(userId, runId);
    if (!run) throw new AppError("NOT_FOUND", { message: "no such run" });
    const { conversationId, messageId, status } = run;
    const { messages: found } = await messages.current({ userId, conversationId, runIds: [runId] });
    return { id: runId, conversationId, status, message: found.find(({ id }) => id === messageId) ?? null };
  }

  return {
    /** How far a run has come; `message` is null while it waits for its turn. @throws {AppError} NOT_FOUND */
    run: read,

    /**
     * What a run writes, from where `lastEventId` ends, up to the message as it stands when the run is over.
     *
     * @throws {AppError} NOT_FOUND; SESSION_EXPIRED when the person's sessions end.
     */
    async *followRun(follower: RunFollower): AsyncGenerator<FeedItem & { event: ChatEvent }, void> {
      const { runId, userId } = follower;
      const start = await read(userId, runId);
      if (isOver(start.status)) {
        if (start.message) yield { id: null, event: { type: "message", message: start.message } };
        return;
      }
      const { conversationId } = start;
      // An id of this run makes the feed tell its end too, should it have come in between.
      const lastEventId = follower.lastEventId?.startsWith(`${runId}.`) ? follower.lastEventId : `${runId}.0`;
      let waits = start.message === null;
      for await (const { id, event } of feed.watch({ ...follower, conversationId, lastEventId, company: false })) {
        const own = ofRun(event, runId, waits);
        if (own) yield { id, event: own };
        if (endsWith(event, runId, start.message)) return;
        // A waiting message may be taken back, and with it what it would have begun; also before this could hear of it.
        if (waits && !(await find(userId, runId))) return;
        waits &&= own?.type !== "run";
      }
    },
  };
}

/** The event if it is one that the follower of this run is told. */
function ofRun(event: LiveEvent, runId: string, waits: boolean): ChatEvent | null {
  switch (event.type) {
    case "delta":
      return event.runId === runId ? event : null;
    case "run":
    case "message":
      return event.message.run?.id === runId ? event : null;
    case "queue":
      return waits ? event : null;
    case "cleared":
    case "deleted":
      return event;
    default:
      return null;
  }
}

function endsWith(event: LiveEvent, runId: string, message: MessageView | null): boolean {
  if (event.type === "deleted" || event.type === "cleared") return true;
  if (event.type === "removed") return message !== null && event.messageIds.includes(message.id);
  if (event.type !== "message" || event.message.run?.id !== runId) return false;
  return isOver(event.message.run.status);
}
