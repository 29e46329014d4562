import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessagePart, MessageView, RunStatus } from "../messages/messages.schema.ts";
import type { ChatEvent } from "./chat.schema.ts";
import {
  activeMessage,
  answersBeside,
  emptyChatState,
  foldEvent,
  foldEvents,
  foldMessages,
  foldNewestPage,
  goTo,
  shownMessages,
  siblingsOf,
  stay,
} from "./fold.ts";

const runId = "run_1";
const messageId = "msg_2";

function message(changes: Partial<MessageView> & { status?: RunStatus } = {}): MessageView {
  const { status = "queued", ...rest } = changes;
  return {
    id: messageId,
    conversationId: "conv_1",
    parentId: null,
    role: "assistant",
    parts: [],
    authorId: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    siblingIds: [],
    sideBySide: false,
    run: {
      id: runId,
      status,
      model: "guide/guide",
      answeredBy: null,
      inputTokens: null,
      outputTokens: null,
      reasoningTokens: null,
      costMicros: null,
      firstTokenMs: null,
      durationMs: null,
      finishReason: null,
      error: null,
    },
    ...rest,
  };
}

/** The written text cut into deltas at the given places; a part never shares a delta with another. */
function deltas(parts: readonly MessagePart[], cuts: readonly number[]): ChatEvent[] {
  const events: ChatEvent[] = [];
  let begin = 0;
  for (const part of parts) {
    const places = [...new Set([0, part.text.length, ...cuts.map((cut) => cut % (part.text.length + 1))])].sort(
      (a, b) => a - b,
    );
    for (const [index, from] of places.entries()) {
      const to = places[index + 1];
      if (to === undefined) break;
      const text = part.text.slice(from, to);
      events.push({ type: "delta", runId, messageId, at: begin + from, kind: part.type, text });
    }
    begin += part.text.length;
  }
  return events;
}

const start: ChatEvent = { type: "run", message: message() };
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
/** Reasoning first, then text, as models do; neighbours always differ in kind. */
const writing = fc.tuple(text, text).map(([reasoning, answer]): MessagePart[] => [
  { type: "reasoning", text: reasoning },
  { type: "text", text: answer },
]);
const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });

function partsAfter(events: readonly ChatEvent[]): MessagePart[] | undefined {
  return foldEvents(emptyChatState, events).messages.get(messageId)?.parts;
}

describe("fold", () => {
  it("gives the same text however the stream is cut", () => {
    fc.assert(
      fc.property(writing, cuts, (parts, where) => {
        expect(partsAfter([start, ...deltas(parts, where)])).toEqual(parts);
      }),
    );
  });

  it("gives the same text when any stretch is replayed, cut anew, from any earlier point", () => {
    fc.assert(
      fc.property(writing, cuts, cuts, fc.nat(), fc.nat(), (parts, first, second, stopAt, againFrom) => {
        const once = deltas(parts, first);
        const again = deltas(parts, second);
        const seen = once.slice(0, stopAt % (once.length + 1));
        const reached = seen.reduce((end, event) => (event.type === "delta" ? event.at + event.text.length : end), 0);
        const replayable = again.filter((event) => event.type === "delta" && event.at <= reached);
        const from = replayable.length === 0 ? 0 : againFrom % replayable.length;
        expect(partsAfter([start, ...seen, start, ...again.slice(from)])).toEqual(parts);
      }),
    );
  });

  it("is not changed by events that come twice", () => {
    fc.assert(
      fc.property(writing, cuts, fc.array(fc.nat({ max: 3 }), { maxLength: 30 }), (parts, where, repeats) => {
        const stream = [start, ...deltas(parts, where)];
        const doubled = stream.flatMap((event, index) => Array(1 + (repeats[index] ?? 0)).fill(event));
        expect(partsAfter(doubled)).toEqual(parts);
      }),
    );
  });

  it("keeps the final message whatever is replayed after it", () => {
    fc.assert(
      fc.property(writing, cuts, (parts, where) => {
        const stream = [start, ...deltas(parts, where)];
        const end: ChatEvent = { type: "message", message: message({ status: "complete", parts }) };
        const state = foldEvents(emptyChatState, [...stream, end, ...stream]);
        expect(state.messages.get(messageId)?.run?.status).toBe("complete");
        expect(state.messages.get(messageId)?.parts).toEqual(parts);
        expect(state.needsResync).toBe(false);
      }),
    );
  });

  it("detects any gap, and adds nothing after it", () => {
    fc.assert(
      fc.property(writing, cuts, fc.nat(), (parts, where, lost) => {
        const stream = deltas(parts, where);
        fc.pre(stream.length > 1);
        // Losing the last one leaves no gap to see.
        const index = lost % (stream.length - 1);
        const state = foldEvents(emptyChatState, [start, ...stream.toSpliced(index, 1)]);
        expect(state.needsResync).toBe(true);
        expect(state.messages.get(messageId)?.parts).toEqual(partsAfter([start, ...stream.slice(0, index)]));
      }),
    );
  });

  it("asks for a resync when a delta's message is unknown", () => {
    const delta: ChatEvent = { type: "delta", runId, messageId, at: 0, kind: "text", text: "a" };
    expect(foldEvent(emptyChatState, delta).needsResync).toBe(true);
  });

  it("ignores a delta of an earlier run of the same message", () => {
    const later = message({ status: "streaming" });
    const state = foldMessages(emptyChatState, [later.run ? { ...later, run: { ...later.run, id: "run_9" } } : later]);
    expect(foldEvent(state, { type: "delta", runId, messageId, at: 0, kind: "text", text: "old" })).toBe(state);
  });

  it("keeps what was folded when a page knows less", () => {
    const folded = foldEvents(emptyChatState, [start, ...deltas([{ type: "text", text: "hello" }], [])]);
    const page = message({ status: "queued", parts: [{ type: "text", text: "he" }] });
    const state = foldMessages(folded, [page]);
    expect(state.messages.get(messageId)?.parts).toEqual([{ type: "text", text: "hello" }]);
    expect(state.messages.get(messageId)?.run?.status).toBe("streaming");
  });

  it("does not bring back what was cleared", () => {
    const cleared = foldEvents(emptyChatState, [start, { type: "cleared" }]);
    expect(foldEvents(cleared, [start, ...deltas([{ type: "text", text: "a" }], [])])).toBe(cleared);
  });

  it("finds the message that is being written", () => {
    expect(activeMessage(foldEvent(emptyChatState, start))?.id).toBe(messageId);
    const ended: ChatEvent = { type: "message", message: message({ status: "stopped" }) };
    expect(activeMessage(foldEvents(emptyChatState, [start, ended]))).toBeNull();
  });
});

describe("foldNewestPage", () => {
  const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
  const old = message({ id: "msg_1", createdAt: at(1), siblingIds: ["msg_1"] });
  const kept = message({ id: "msg_2", parentId: "msg_1", createdAt: at(2), siblingIds: ["msg_2"] });
  const gone = message({ id: "msg_3", parentId: "msg_2", createdAt: at(3) });
  const state = foldMessages(emptyChatState, [old, kept, gone]);

  it("drops what was deleted meanwhile, and keeps what lies before the page", () => {
    const next = foldNewestPage(state, { items: [kept], nextCursor: "more" }, new Set(state.messages.keys()));
    expect([...next.messages.keys()]).toEqual(["msg_1", "msg_2"]);
  });

  it("drops everything when the whole conversation was cleared", () => {
    expect(foldNewestPage(state, { items: [], nextCursor: null }, new Set(state.messages.keys())).messages.size).toBe(
      0,
    );
  });

  it("keeps what came while the page was under way", () => {
    const next = foldNewestPage(state, { items: [kept, old], nextCursor: null }, new Set(["msg_1", "msg_2"]));
    expect([...next.messages.keys()]).toEqual(["msg_1", "msg_2", "msg_3"]);
  });
});

describe("shownMessages", () => {
  it("follows the newest branch upwards and leaves the others out", () => {
    const question = message({ id: "msg_1", role: "user", run: null });
    const first = message({ id: "msg_2", parentId: "msg_1" });
    const second = message({ id: "msg_3", parentId: "msg_1", createdAt: "2026-01-01T00:00:01.000Z" });
    const state = foldMessages(emptyChatState, [second, first, question]);
    expect(shownMessages(state).map(({ id }) => id)).toEqual(["msg_1", "msg_3"]);
  });

  it("puts an answer after its question even when both were written at one instant", () => {
    const question = message({ id: "msg_9", role: "user", run: null });
    const answer = message({ id: "msg_2", parentId: "msg_9" });
    expect(shownMessages(foldMessages(emptyChatState, [question, answer])).map(({ id }) => id)).toEqual([
      "msg_9",
      "msg_2",
    ]);
  });

  it("stops where an older page begins", () => {
    const state = foldMessages(emptyChatState, [message({ id: "msg_5", parentId: "msg_4" })]);
    expect(shownMessages(state).map(({ id }) => id)).toEqual(["msg_5"]);
  });
});

describe("a reader's place", () => {
  /** Trees of up to 20 messages: each hangs on an earlier one, or on none. */
  const trees = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).map((picks) =>
    picks.map((pick, index) => {
      const parent = pick % (index + 1);
      return message({
        id: `msg_${String(index + 1).padStart(2, "0")}`,
        parentId: parent === 0 ? null : `msg_${String(parent).padStart(2, "0")}`,
        run: null,
      });
    }),
  );
  const shownIds = (state: Parameters<typeof shownMessages>[0]) => shownMessages(state).map(({ id }) => id);

  it("is on the branch through the message that was gone to, and only known ones can be", () => {
    fc.assert(
      fc.property(trees, fc.nat(), (all, pick) => {
        const state = foldMessages(emptyChatState, all);
        const id = all[pick % all.length]?.id ?? "";
        expect(shownIds(goTo(state, id))).toContain(id);
        expect(goTo(state, "msg_unknown")).toBe(state);
      }),
    );
  });

  it("does not change by what is said elsewhere: what was shown stays, and only more can follow it", () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.nat(), (all, cut, pick) => {
        const known = all.slice(0, 1 + (cut % all.length));
        const state = goTo(foldMessages(emptyChatState, known), known[pick % known.length]?.id ?? "");
        const before = shownIds(state);
        const after = all.slice(known.length).reduce((next, each) => stay(foldMessages(next, [each])), stay(state));
        expect(shownIds(after).slice(0, before.length)).toEqual(before);
      }),
    );
  });

  it("knows every choice there is at a fork, wherever the reader is", () => {
    fc.assert(
      fc.property(trees, (all) => {
        const state = foldMessages(emptyChatState, all);
        for (const each of all) {
          const beside = all.filter(({ parentId }) => parentId === each.parentId).map(({ id }) => id);
          expect(siblingsOf(state, each)).toEqual(beside);
        }
      }),
    );
  });

  it("goes on with the answer that was kept of those side by side", () => {
    const question = message({ id: "msg_1", role: "user", run: null });
    const beside = ["msg_2", "msg_3"].map((id) => message({ id, parentId: "msg_1", sideBySide: true }));
    const state = stay(foldMessages(emptyChatState, [question, ...beside]));
    expect(answersBeside(state).map(({ id }) => id)).toEqual(["msg_2", "msg_3"]);
    const kept = foldEvent(state, { type: "kept", messageId: "msg_2" });
    expect(answersBeside(kept)).toEqual([]);
    expect(shownIds(kept)).toEqual(["msg_1", "msg_2"]);
  });
});
