import { AppError } from "@causerie/core";
import type { MessagesService } from "../messages/messages.service.ts";
import type { ActiveRun } from "./active-run.ts";
import type { ChatEvent } from "./chat.schema.ts";
import { type AppBus, conversationTopic, userTopic } from "./conversation-events.ts";
import { Inbox } from "./inbox.ts";
import type { RunEngine } from "./run-engine.ts";

/** An event, and the id from which a watcher who saw it can go on; events that change nothing about that have none. */
export type FeedItem = { id: string | null; event: ChatEvent };

export type Watcher = {
  userId: string;
  conversationId: string;
  /** The id of the last item that was seen. */
  lastEventId: string | null;
  signal: AbortSignal;
};

export type Feed = {
  /**
   * What happens in a conversation from now on, beginning with what a watcher needs to be up to date.
   *
   * Ends when `signal` aborts or when the conversation is deleted.
   *
   * @throws {AppError} NOT_FOUND when the conversation is not this person's; SESSION_EXPIRED when their sessions end.
   */
  watch(watcher: Watcher): AsyncGenerator<FeedItem, void>;
};

/** Where a watcher stands in a run: how much of its text it was given. */
type Position = { runId: string; offset: number };

export function createFeed(deps: { bus: AppBus; runs: RunEngine; messages: MessagesService }): Feed {
  const { bus, runs, messages } = deps;

  /** The present state, for a watcher who begins, comes back or fell behind; and the run that it goes on to follow. */
  async function* catchUp(watcher: Watcher, seen: Position | null): AsyncGenerator<FeedItem, Following | null> {
    let following: Following | null = null;
    for (const message of await messages.branchEnd(watcher)) {
      const run = message.run ? runs.get(message.run.id) : undefined;
      if (!run) {
        yield { id: null, event: { type: "message", message } };
      } else if (seen?.runId === run.ids.runId && seen.offset <= run.answer.length) {
        following = { run, offset: seen.offset };
      } else {
        yield { id: null, event: { type: "run", message: run.view } };
        following = { run, offset: 0 };
      }
    }
    return following;
  }

  async function* live(watcher: Watcher, inbox: Inbox): AsyncGenerator<FeedItem, void> {
    let following = yield* catchUp(watcher, parseEventId(watcher.lastEventId));
    while (!watcher.signal.aborted) {
      // Deltas first: what ended a run must come after all that the run wrote.
      if (following) yield* readOn(following);
      const message = inbox.take();
      if (message === undefined) {
        await inbox.filled();
      } else if (message === "lagged") {
        following = yield* catchUp(watcher, following && { runId: following.run.ids.runId, offset: following.offset });
      } else if (message.kind === "session-ended") {
        throw new AppError("SESSION_EXPIRED");
      } else if (message.kind === "conversations-deleted") {
        yield { id: null, event: { type: "deleted" } };
        return;
      } else if (message.kind === "event") {
        const { event } = message;
        if (event.type === "run") {
          const run = event.message.run ? runs.get(event.message.run.id) : undefined;
          // Over already, or known from catching up.
          if (!run || run === following?.run) continue;
          following = { run, offset: 0 };
        }
        yield { id: null, event };
        if (event.type === "deleted") return;
        if (event.type === "message" && event.message.run?.id === following?.run.ids.runId) following = null;
      }
    }
  }

  return {
    async *watch(watcher) {
      const inbox = new Inbox(watcher.signal);
      const topics = [conversationTopic(watcher.conversationId), userTopic(watcher.userId)];
      // Subscribed before anything is read, so that nothing falls between the two.
      const leave = await Promise.all(topics.map((topic) => bus.subscribe(topic, (message) => inbox.put(message))));
      try {
        yield* live(watcher, inbox);
      } finally {
        for (const unsubscribe of leave) unsubscribe();
      }
    },
  };
}

type Following = { run: ActiveRun; offset: number };

function* readOn(following: Following): Generator<FeedItem, void> {
  for (const event of following.run.eventsFrom(following.offset)) {
    following.offset = event.at + event.text.length;
    yield { id: `${event.runId}.${following.offset}`, event };
  }
}

/** `<runId>.<offset>`; anything else is as if none were given: the watcher gets the run from its start. */
function parseEventId(id: string | null): Position | null {
  const match = id?.match(/^(run_[0-9a-z]{26})\.(\d{1,12})$/);
  return match?.[1] && match[2] ? { runId: match[1], offset: Number(match[2]) } : null;
}
