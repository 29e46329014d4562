import { AppError, isAppError } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Presence } from "@causerie/realtime";
import type { Principal } from "../context.ts";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import type { LiveEvent } from "../live/live.schema.ts";
import type { MessagesService } from "../messages/messages.service.ts";
import { type AppBus, conversationTopic, userTopic } from "./conversation-events.ts";
import { type FeedMessage, Following } from "./following.ts";
import { Inbox } from "./inbox.ts";
import type { KeyEnds } from "./key-ends.ts";
import type { RemoteRuns } from "./remote-runs.ts";
import type { RunEngine } from "./run-engine.ts";

/** An event, and the id from which a watcher who saw it can go on; events that change nothing about that have none. */
export type FeedItem = { id: string | null; event: LiveEvent };

export type Watcher = {
  userId: string;
  /** The API key by which they watch. */
  key: Principal["key"];
  /** Null: none is open, only the person's list is of interest. */
  conversationId: string | null;
  /** The id of the last item that was seen. */
  lastEventId: string | null;
  /** Whether what happens around the conversation is told too: who is there, who types, what moves in the list. */
  company: boolean;
  /** Checks anew who is asking, when something may have been missed. Rejects when they may go on no longer. */
  check(): Promise<Pick<Principal, "key">>;
  signal: AbortSignal;
};

/** When the present state could not be read, how long until it is tried again. */
const catchUpAgainMs = 2_000;

/** The last that a watcher hears of a conversation that is not there any more, for them. */
const gone: FeedItem = { id: null, event: { type: "deleted" } };

export type Feed = ReturnType<typeof createFeed>;

export function createFeed(deps: {
  bus: AppBus;
  runs: RunEngine;
  remote: RemoteRuns;
  messages: MessagesService;
  conversations: ConversationsService;
  presence: Presence;
  keyEnds: KeyEnds;
  processId: string;
  log: Logger;
}) {
  const { bus, runs, remote, messages, conversations, presence, keyEnds, processId, log } = deps;

  /** The present state, for a watcher who begins, comes back or fell behind; and the runs that it goes on to follow. */
  async function catchUp(
    watcher: Watcher & { conversationId: string },
    following: Following,
    seen: ReadonlyMap<string, number>,
  ): Promise<FeedItem[]> {
    const { userId, conversationId, company } = watcher;
    const wanted = { userId, conversationId, runIds: [...seen.keys()] };
    const { row, messages: current, queue } = await messages.current(wanted);
    const items: FeedItem[] = [];
    following.dropEnded();
    following.owned = row.ownerId === userId;
    if (company && row.shared) {
      items.push({ id: null, event: { type: "people", people: await conversations.people(userId, conversationId) } });
    }
    const active = new Set<string>();
    for (const message of current) {
      const { run } = message;
      if (run && (run.status === "queued" || run.status === "streaming")) {
        active.add(run.id);
        const begun = await following.follow(message, seen.get(run.id) ?? null);
        if (begun) items.push(begun);
      } else {
        items.push({ id: null, event: { type: "message", message } });
      }
    }
    following.keepOnly(active);
    if (queue.length > 0 || following.queued) items.push({ id: null, event: { type: "queue", items: queue } });
    following.queued = queue.length > 0;
    return items;
  }

  /** What one message of the bus is to the watcher; `over`: nothing comes after it. */
  async function* tell(
    watcher: Watcher,
    following: Following,
    message: FeedMessage,
  ): AsyncGenerator<FeedItem, "over" | undefined> {
    const { conversationId, company, userId } = watcher;
    switch (message.kind) {
      case "event": {
        const { event } = message;
        if (event.type === "queue") following.queued = event.items.length > 0;
        yield { id: null, event };
        if (event.type === "message") following.leave(event.message.run?.id);
        if (event.type === "deleted") return "over";
        return;
      }
      case "run": {
        // One of this process that is not there is over already: its end is on its way.
        if (message.processId === processId && !runs.get(message.message.run?.id ?? "")) return;
        const begun = await following.follow(message.message, null);
        if (begun) yield begun;
        return;
      }
      case "people":
        if (company && conversationId) {
          yield { id: null, event: { type: "people", people: await conversations.people(userId, conversationId) } };
        }
        return;
      case "typing":
        if (company && message.userId !== userId) {
          yield { id: null, event: { type: "typing", userId: message.userId, typing: message.typing } };
        }
        return;
      case "presence":
        yield { id: null, event: { type: "presence", userIds: [...message.userIds] } };
        return;
      case "listed":
        if (company) yield { id: null, event: { type: "listed", conversation: message.conversation } };
        return;
      case "unlisted":
        if (company) yield { id: null, event: { type: "unlisted", conversationId: message.conversationId } };
        if (message.conversationId === conversationId) {
          yield gone;
          return "over";
        }
        return;
      case "conversations-deleted":
        if (company) yield { id: null, event: { type: "listCleared" } };
        if (conversationId && following.owned) {
          yield gone;
          return "over";
        }
    }
  }

  async function* live(
    watcher: Watcher,
    inbox: Inbox<FeedMessage>,
    following: Following,
    onAdmitted: () => Promise<void>,
  ): AsyncGenerator<FeedItem, void> {
    const { conversationId } = watcher;
    const open = conversationId === null ? null : { ...watcher, conversationId };
    if (open) yield* await catchUp(open, following, parseEventId(watcher.lastEventId));
    // Only now: whoever has no part in it is not shown to those who have.
    await onAdmitted();
    try {
      yield* goOn(watcher, inbox, following, open);
    } catch (error) {
      // Sent away meanwhile: for them it is as if it were deleted.
      if (!open || !isAppError(error, "NOT_FOUND")) throw error;
      yield gone;
    }
  }

  async function* goOn(
    watcher: Watcher,
    inbox: Inbox<FeedMessage>,
    following: Following,
    open: (Watcher & { conversationId: string }) | null,
  ): AsyncGenerator<FeedItem, void> {
    while (!watcher.signal.aborted) {
      // Deltas first: what ended a run must come after all that the run wrote.
      yield* following.readOn();
      const message = following.ended ? "lagged" : inbox.take();
      if (message === undefined) {
        await inbox.filled();
      } else if (message === "lagged") {
        if (open) yield* catchUpMeanwhile(open, inbox, following);
      } else if (message !== "progress") {
        if ((yield* tell(watcher, following, message)) === "over") return;
      }
    }
  }

  /** Reads the present state, however long the database takes for it; what runs here write is told meanwhile. */
  async function* catchUpMeanwhile(
    watcher: Watcher & { conversationId: string },
    inbox: Inbox<FeedMessage>,
    following: Following,
  ): AsyncGenerator<FeedItem, void> {
    const { signal } = watcher;
    const outcome: { items?: FeedItem[]; failure?: unknown } = {};
    const catching = watcher
      .check()
      .then(() => catchUp(watcher, following, following.positions()))
      .then(
        (items) => {
          outcome.items = items;
        },
        (error: unknown) => {
          outcome.failure = error;
        },
      )
      .finally(() => inbox.wake());
    while (!("items" in outcome || "failure" in outcome || signal.aborted)) {
      yield* following.readOn();
      if (!inbox.takeProgress()) await Promise.race([catching, inbox.woken()]);
    }
    if (outcome.items) yield* outcome.items;
    if (!("failure" in outcome)) return;
    const { failure } = outcome;
    if (isAppError(failure) && failure.code !== "UNAVAILABLE") throw failure;
    // The database is away: it is asked again when the bus says so, or in a while.
    log.warn({ err: failure, conversationId: watcher.conversationId }, "a watcher could not be brought up to date");
    setTimeout(() => inbox.miss(), catchUpAgainMs).unref();
  }

  return {
    /**
     * What happens in a conversation from now on, beginning with what a watcher needs to be up to date.
     *
     * Ends when `signal` aborts, when the conversation is deleted, or when the person has no part in it any more.
     *
     * @throws {AppError} NOT_FOUND when they have none at the beginning; SESSION_EXPIRED when their sessions end.
     */
    async *watch(watcher: Watcher): AsyncGenerator<FeedItem, void> {
      const { userId, conversationId, company, signal } = watcher;
      const inbox = new Inbox<FeedMessage>(signal);
      const following = new Following({ runs, remote, onProgress: () => inbox.progress() });
      const missed = () => inbox.miss();
      const keyEnd = keyEnds.watch(watcher, (error) => inbox.fail(error));
      // Subscribed before anything is read, so that nothing falls between the two.
      const leave = await Promise.all([
        bus.subscribe(
          userTopic(userId),
          (message) => {
            if (message.kind === "session-ended") inbox.fail(new AppError("SESSION_EXPIRED"));
            // Whoever watches with that key is refused now, or hears until when it is good; anyone else goes on.
            else if (message.kind === "keys-changed") keyEnd.changed();
            else inbox.put(message);
          },
          missed,
        ),
        ...(conversationId
          ? [bus.subscribe(conversationTopic(conversationId), (message) => inbox.put(message), missed)]
          : []),
      ]);
      leave.push(keyEnd.leave);
      // It may have been changed before this could hear of it.
      keyEnd.changed();
      if (conversationId) leave.push(runs.onProgress(conversationId, () => inbox.progress()));
      try {
        yield* live(watcher, inbox, following, async () => {
          if (!company || !conversationId) return;
          leave.push(presence.enter(conversationId, userId));
          leave.push(await presence.watch(conversationId, (userIds) => inbox.put({ kind: "presence", userIds })));
        });
      } finally {
        for (const unsubscribe of leave) unsubscribe();
        following.keepOnly(new Set());
      }
    },
  };
}

/** `<runId>.<offset>`; anything else is as if none were given: the watcher gets the run from its start. */
function parseEventId(id: string | null): Map<string, number> {
  const match = id?.match(/^(run_[0-9a-z]{26})\.(\d{1,12})$/);
  return new Map(match?.[1] && match[2] ? [[match[1], Number(match[2])]] : []);
}
