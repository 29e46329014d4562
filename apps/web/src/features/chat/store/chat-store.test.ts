import type { ConversationView, MessageView, SendOutput } from "@causerie/api/schemas";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChatRegistry } from "./chat-registry.ts";
import { answer, conversation, memoryStorage, question } from "./testing.ts";
import { sent, setUp } from "./testing-store.ts";

describe("a send that fails", () => {
  it("comes back into the composer with its error, and is sent again under the same id", async () => {
    const chat = setUp();
    const error = new Error("offline");
    chat.setSend(() => Promise.reject(error));
    chat.store.setDraft("hello");
    const sending = chat.store.send("hello");
    expect(chat.rows()).toEqual(["outgoing", "waiting"]);
    expect(chat.store.getState().draft).toBe("");
    await sending;
    expect(chat.rows()).toEqual([]);
    expect(chat.store.getState()).toMatchObject({ draft: "hello", failure: { error } });
    chat.setSend(async () => sent);
    await chat.store.send("hello");
    expect(chat.calls[1]?.clientMessageId).toBe(chat.calls[0]?.clientMessageId);
    expect(chat.store.getState()).toMatchObject({ draft: "", failure: null });
  });

  it("gets another id once its text was changed", async () => {
    const chat = setUp();
    chat.setSend(() => Promise.reject(new Error("offline")));
    await chat.store.send("hello");
    chat.store.setDraft("hello you");
    await chat.store.send("hello you");
    expect(chat.calls[1]?.clientMessageId).not.toBe(chat.calls[0]?.clientMessageId);
  });

  it("keeps what was typed meanwhile", async () => {
    const chat = setUp();
    chat.setSend(() => Promise.reject(new Error("offline")));
    const sending = chat.store.send("first");
    chat.store.setDraft("second");
    await sending;
    expect(chat.store.getState().draft).toBe("first\n\nsecond");
  });

  it("survives a reload under the id it may have arrived with", async () => {
    const storage = memoryStorage();
    const chat = setUp({ storage });
    chat.setSend(() => new Promise(() => {}));
    void chat.store.send("hello");
    const reloaded = setUp({ storage });
    expect(reloaded.store.getState().draft).toBe("hello");
    await reloaded.store.send("hello");
    expect(reloaded.calls[0]?.clientMessageId).toBe(chat.calls[0]?.clientMessageId);
  });
});

describe("a send", () => {
  it("refuses a blank text without asking the server", async () => {
    const chat = setUp();
    await chat.store.send(" \n ");
    expect(chat.calls).toEqual([]);
  });

  it("shows the two messages under keys that stay, and makes the conversation", async () => {
    const chat = setUp();
    const sending = chat.store.send("hello");
    const keys = chat.store.getState().rows.map((row) => row.key);
    await sending;
    expect(chat.store.getState().rows.map((row) => row.key)).toEqual(keys);
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1"]);
    expect(chat.created).toEqual(["conv_1"]);
    expect(chat.store.getState().activeId).toBe("msg_a1");
  });

  it("does not show a message twice whose event comes before the reply", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    await chat.store.load();
    chat.store.attach();
    let reply: (value: SendOutput) => void = () => {};
    chat.setSend(() => new Promise((resolve) => (reply = resolve)));
    const sending = chat.store.send("hello");
    const keys = chat.store.getState().rows.map((row) => row.key);
    chat.emit({ type: "message", message: question({ id: "msg_q1", text: "hello" }) });
    expect(chat.rows()).toEqual(["msg_q1", "waiting"]);
    expect(chat.store.getState().rows.map((row) => row.key)).toEqual(keys);
    chat.emit({ type: "run", message: answer({ id: "msg_a1", parentId: "msg_q1" }) });
    reply(sent);
    await sending;
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1"]);
    expect(chat.store.getState().rows.map((row) => row.key)).toEqual(keys);
  });

  it("comes last even when the browser's clock is wrong", async () => {
    const old = question({ id: "msg_0", text: "later", createdAt: "2999-01-01T00:00:00.000Z" });
    const chat = setUp({ conversationId: "conv_1", pages: [[old]] });
    await chat.store.load();
    await chat.store.send("hello");
    expect(chat.rows()).toEqual(["msg_0", "msg_q1", "msg_a1"]);
  });

  it("forgets the stored draft once it has arrived", async () => {
    const chat = setUp();
    chat.store.setDraft("hello");
    await chat.store.send("hello");
    expect(chat.drafts.read(null).text).toBe("");
  });
});

describe("another answer", () => {
  const createdAt = "2999-01-01T00:00:00.000Z";
  const pages = [
    [
      answer({ id: "msg_a1", parentId: "msg_q1", status: "complete", createdAt }),
      question({ id: "msg_q1", text: "hello", createdAt }),
    ],
  ];

  it("takes the place of the one there was, even when the browser's clock is wrong", async () => {
    const chat = setUp({ conversationId: "conv_1", pages });
    await chat.store.load();
    await chat.store.regenerate("msg_a1", "other/model");
    expect(chat.rows()).toEqual(["msg_q1", "msg_a9"]);
    expect(chat.store.getState().activeId).toBe("msg_a9");
  });
});

describe("reading", () => {
  it("says when there is no such conversation", async () => {
    const chat = setUp({ conversationId: "conv_other" });
    await chat.store.load();
    expect(chat.store.getState().load).toBe("missing");
  });

  it("loads older pages until the beginning", async () => {
    const pages = [
      [answer({ id: "msg_2", parentId: "msg_1", status: "complete", createdAt: "2026-01-02T00:00:00.000Z" })],
      [question({ id: "msg_1", text: "hello" })],
    ];
    const chat = setUp({ conversationId: "conv_1", pages });
    await chat.store.load();
    expect(chat.rows()).toEqual(["msg_2"]);
    await chat.store.loadOlder();
    await chat.store.loadOlder();
    expect(chat.rows()).toEqual(["msg_1", "msg_2"]);
    expect(chat.cursors).toEqual([null, "1"]);
  });

  it("reads the end again whenever the stream opens", async () => {
    const pages = [[question({ id: "msg_1", text: "hello" })]];
    const chat = setUp({ conversationId: "conv_1", pages });
    await chat.store.load();
    chat.store.attach();
    pages[0] = [];
    chat.watches[0]?.onOpen();
    await vi.waitFor(() => expect(chat.rows()).toEqual([]));
  });

  it("takes the title that came before the stream was open, but none that an event has overtaken", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    await chat.store.load();
    chat.store.attach();
    chat.setConversation({ ...conversation, title: "Named meanwhile", updatedAt: "2026-01-01T00:00:05.000Z" });
    chat.watches[0]?.onOpen();
    await vi.waitFor(() => expect(chat.store.getState().chat.conversation?.title).toBe("Named meanwhile"));
    expect(chat.conversations).toEqual(["Named meanwhile"]);
    const renamed = { ...conversation, title: "Renamed", updatedAt: "2026-01-01T00:00:09.000Z" };
    chat.watches[0]?.onOpen();
    chat.emit({ type: "conversation", conversation: renamed });
    await vi.waitFor(() => expect(chat.cursors).toHaveLength(3));
    await Promise.resolve();
    expect(chat.store.getState().chat.conversation?.title).toBe("Renamed");
  });

  it("opens the stream anew when something is missing", async () => {
    const chat = setUp({ conversationId: "conv_1", pages: [[answer({ id: "msg_a1" })]] });
    await chat.store.load();
    chat.store.attach();
    chat.emit({ type: "delta", runId: "run_1", messageId: "msg_a1", at: 5, kind: "text", text: "x" });
    expect(chat.watches).toHaveLength(2);
  });

  it("does not count what was known already as activity", async () => {
    const message = question({ id: "msg_1", text: "hello" });
    const chat = setUp({ conversationId: "conv_1", pages: [[message]] });
    await chat.store.load();
    chat.store.attach();
    chat.emit({ type: "message", message });
    expect(chat.activity).toEqual([]);
    chat.emit({ type: "message", message: question({ id: "msg_2", text: "more" }) });
    expect(chat.activity).toHaveLength(1);
  });

  it("listens to the list alone once the conversation is deleted", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    await chat.store.load();
    chat.store.attach();
    chat.emit({ type: "deleted" });
    expect(chat.store.getState().chat.deleted).toBe(true);
    expect(chat.watched).toEqual(["conv_1", null]);
  });
});

describe("a lost stream", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is opened again after a wait, where it was", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    await chat.store.load();
    chat.store.attach();
    chat.watches[0]?.onEnd(new Error("gone"));
    expect(chat.store.getState().connection).toBe("lost");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(chat.watches).toHaveLength(2);
  });

  it("is not opened again when it breaks off after leaving", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    chat.store.attach();
    chat.store.detach();
    chat.watches[0]?.onEnd(new Error("gone"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(chat.watches).toHaveLength(1);
    expect(chat.store.getState().connection).toBe("closed");
  });

  it("is opened at once when the network is back", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    chat.store.attach();
    chat.store.reconnect();
    expect(chat.watches).toHaveLength(1);
    chat.watches[0]?.onEnd(new Error("gone"));
    chat.store.reconnect();
    expect(chat.watches).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(chat.watches).toHaveLength(2);
  });

  it("has an answer looked after that goes on being written, until it has ended", async () => {
    const alone = (message: MessageView) => ({ ...message, siblingIds: [message.id] });
    const why = alone(question({ id: "msg_q1", text: "Why?" }));
    const pages = [[alone(answer({ id: "msg_a1", parentId: "msg_q1", text: "Be" })), why]];
    const chat = setUp({ conversationId: "conv_1", pages });
    await chat.store.load();
    chat.store.attach();
    chat.store.detach();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(chat.store.getState()).toMatchObject({ activeId: "msg_a1", unseen: false });
    pages[0] = [alone(answer({ id: "msg_a1", parentId: "msg_q1", status: "complete", text: "Because." })), why];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(chat.store.getState()).toMatchObject({ activeId: null, unseen: true });
    const read = chat.cursors.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(chat.cursors).toHaveLength(read);
    chat.store.attach();
    expect(chat.store.getState().unseen).toBe(false);
  });

  it("is not opened again after leaving", async () => {
    const chat = setUp({ conversationId: "conv_1" });
    chat.store.attach();
    chat.watches[0]?.onEnd(new Error("gone"));
    chat.store.detach();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(chat.watches).toHaveLength(1);
  });
});

describe("the registry", () => {
  it("draws a new conversation under the same key once it has an id", async () => {
    const { shared } = setUp();
    const registry = createChatRegistry(shared);
    const fresh = registry.open(null);
    await fresh.store.send("hello");
    expect(registry.open(null)).toBe(fresh);
    expect(registry.open("conv_1")).toBe(fresh);
    expect(registry.open(null)).not.toBe(fresh);
  });

  it("begins another one where the address of the last was never drawn", async () => {
    const { shared } = setUp();
    const registry = createChatRegistry(shared);
    const fresh = registry.open(null);
    registry.renew();
    expect(registry.open(null)).toBe(fresh);
    await fresh.store.send("hello");
    const heard = vi.fn();
    registry.subscribe(heard);
    registry.renew();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(registry.renewals()).toBe(1);
    expect(registry.open(null)).not.toBe(fresh);
    expect(registry.open("conv_1")).toBe(fresh);
  });

  it("leaves a message on its way only once the server has it", async () => {
    const { shared, setSend } = setUp();
    const left: boolean[] = [];
    const registry = createChatRegistry({ ...shared, onCreated: (_id, wasLeft) => left.push(wasLeft) });
    const fresh = registry.open(null);
    setSend(() => Promise.reject(new Error("no network")));
    const failing = fresh.store.send("hello");
    registry.renew();
    await failing;
    expect(registry.open(null)).toBe(fresh);
    expect(fresh.store.getState().draft).toBe("hello");

    // Sent again, it is not left behind because of what was asked for before.
    setSend(async () => sent);
    const sending = fresh.store.send("hello");
    await sending;
    expect(left).toEqual([false]);

    registry.renew();
    const next = registry.open(null);
    const second = next.store.send("and another");
    registry.renew();
    expect(registry.open(null)).toBe(next);
    await second;
    expect(left).toEqual([false, true]);
  });

  it("keeps a conversation that was opened, without reading it twice", async () => {
    const { shared, cursors } = setUp();
    const registry = createChatRegistry(shared);
    registry.prefetch("conv_1");
    registry.prefetch("conv_1");
    await vi.waitFor(() => expect(registry.open("conv_1").store.getState().load).toBe("ready"));
    expect(cursors).toEqual([null]);
  });

  it("forgets the oldest ones", () => {
    const { shared } = setUp();
    const registry = createChatRegistry(shared);
    const first = registry.open("conv_first");
    for (let index = 0; index < 30; index++) registry.open(`conv_${index}`);
    expect(registry.open("conv_first")).not.toBe(first);
    const conversationView: ConversationView = conversation;
    registry.seed({ conversation: conversationView, page: { items: [], nextCursor: null } });
    expect(registry.find("conv_1")?.getState().load).toBe("ready");
  });
});
