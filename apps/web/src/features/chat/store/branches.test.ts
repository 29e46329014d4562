import { describe, expect, it, vi } from "vitest";
import { answer, conversation, question } from "./testing.ts";
import { notFound, sent, setUp } from "./testing-store.ts";

const q1 = { ...question({ id: "msg_q1", text: "hello" }), authorId: "usr_1" };
const a1 = answer({ id: "msg_a1", parentId: "msg_q1", status: "complete", text: "Hi." });
const other = { ...question({ id: "msg_q2", text: "good day" }), siblingIds: ["msg_q1", "msg_q2"] };
const otherAnswer = answer({ id: "msg_a2", parentId: "msg_q2", status: "complete", text: "Good day." });
const edited = { ...sent, userMessageId: "msg_q2", assistantMessageId: "msg_a2", runId: "run_2" };

async function opened(more: Parameters<typeof setUp>[0] = {}) {
  const chat = setUp({ conversationId: "conv_1", pages: [[a1, { ...q1, siblingIds: ["msg_q1", "msg_q2"] }]], ...more });
  await chat.store.load();
  chat.store.attach();
  return chat;
}

describe("an edit", () => {
  it("that fails is in its place again, as it was worded, and is sent again under the same id", async () => {
    const chat = await opened();
    chat.store.beginEdit("msg_q1");
    chat.store.setEditText("good day");
    chat.setSend(() => Promise.reject(notFound));
    const saving = chat.store.saveEdit();
    expect(chat.rows()).toEqual(["outgoing", "waiting"]);
    await saving;
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1"]);
    expect(chat.store.getState().editing).toMatchObject({ messageId: "msg_q1", text: "good day", error: notFound });
    chat.setSend(async () => edited);
    await chat.store.saveEdit();
    expect(chat.edits[1]?.clientMessageId).toBe(chat.edits[0]?.clientMessageId);
  });

  it("is not sent blank", async () => {
    const chat = await opened();
    chat.store.beginEdit("msg_q1");
    chat.store.setEditText(" ");
    await chat.store.saveEdit();
    expect(chat.edits).toEqual([]);
  });

  it("stands beside what it words anew, and is where the reader is", async () => {
    const chat = await opened();
    chat.store.beginEdit("msg_q1");
    chat.store.setEditText("good day");
    chat.setSend(async () => edited);
    await chat.store.saveEdit();
    expect(chat.rows()).toEqual(["msg_q2", "msg_a2"]);
    expect(chat.store.getState().chat.messages.get("msg_q2")?.authorId).toBe("usr_1");
  });

  it("that was made elsewhere moves nobody", async () => {
    const chat = await opened();
    chat.emit({ type: "message", message: other });
    chat.emit({ type: "run", message: otherAnswer });
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1"]);
  });
});

describe("the arrows", () => {
  it("stay where they are when the other branch can't be read", async () => {
    const chat = await opened();
    await chat.store.goToSibling("msg_q2", 0);
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1"]);
    expect(chat.selected).toEqual([]);
  });

  it("read a branch once, go over to it, and have that remembered", async () => {
    const chat = await opened({ branches: { msg_q2: [otherAnswer, other] } });
    await chat.store.goToSibling("msg_q2", 120);
    expect(chat.rows()).toEqual(["msg_q2", "msg_a2"]);
    expect(chat.selected).toEqual(["msg_a2"]);
    expect(chat.store.getState().arrival).toEqual({ messageId: "msg_q2", index: 2, count: 2, top: 120 });
    const read = chat.cursors.length;
    await chat.store.goToSibling("msg_q1", 120);
    await chat.store.goToSibling("msg_q2", 120);
    expect(chat.cursors).toHaveLength(read);
  });
});

describe("a link to a message", () => {
  it("leads nowhere when there is no such message", async () => {
    const chat = await opened();
    await expect(chat.store.reveal("msg_gone")).rejects.toBe(notFound);
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1"]);
  });

  it("opens the branch that holds it, and marks it", async () => {
    const chat = await opened({ branches: { msg_a2: [otherAnswer, other] } });
    expect(await chat.store.reveal("msg_a2")).toBe(true);
    expect(chat.rows()).toEqual(["msg_q2", "msg_a2"]);
    expect(chat.store.getState().markedId).toBe("msg_a2");
  });
});

describe("a message that waits", () => {
  it("is shown below, and comes back above what was typed meanwhile", async () => {
    const chat = await opened();
    chat.emit({ type: "run", message: answer({ id: "msg_a3", parentId: "msg_a1", status: "streaming" }) });
    chat.setSend(async () => ({
      ...sent,
      userMessageId: "msg_q5",
      assistantMessageId: null,
      runId: null,
      queued: true,
    }));
    await chat.store.send("and then?");
    expect(chat.calls[0]?.afterMessageId).toBe("msg_a3");
    expect(chat.rows()).toEqual(["msg_q1", "msg_a1", "msg_a3"]);
    expect(chat.store.getState().chat.queue.map(({ content }) => content)).toEqual(["and then?"]);
    chat.store.setDraft("more");
    await chat.store.withdraw("msg_q5");
    expect(chat.store.getState().draft).toBe("waiting\n\nmore");
    expect(chat.store.getState().chat.queue).toEqual([]);
  });
});

describe("answers side by side", () => {
  const beside = ["msg_b1", "msg_b2"].map((id) => ({ ...answer({ id, parentId: "msg_q1" }), sideBySide: true }));

  it("take no next message until one is kept", async () => {
    const chat = await opened({ pages: [[...beside, q1]] });
    await chat.store.send("next");
    expect(chat.calls).toEqual([]);
    await chat.store.keep("msg_b1");
    expect(chat.rows()).toEqual(["msg_q1", "msg_b1"]);
    chat.emit({ type: "message", message: { ...answer({ id: "msg_b1", parentId: "msg_q1", status: "complete" }) } });
    await chat.store.send("next");
    expect(chat.calls).toHaveLength(1);
  });
});

describe("the line", () => {
  it("tells of the list, and after a loss says so", async () => {
    const chat = await opened();
    chat.watches[0]?.onOpen();
    chat.emit({ type: "listCleared" });
    chat.watches[0]?.onLost();
    chat.watches[0]?.onOpen();
    expect(chat.listed).toEqual(["listCleared"]);
    expect(chat.listening).toEqual([false, true]);
  });

  it("is open before there is a conversation", () => {
    const chat = setUp();
    chat.store.attach();
    expect(chat.watched).toEqual([null]);
  });
});

describe("typing", () => {
  it("is told only where there is company, and taken back once", async () => {
    const alone = await opened();
    alone.store.setDraft("x");
    expect(alone.typed).toEqual([]);
    const chat = setUp({ conversationId: "conv_1" });
    chat.setConversation({ ...conversation, shared: true });
    await chat.store.load();
    chat.store.setDraft("x");
    chat.store.setDraft("xy");
    chat.store.setDraft("");
    chat.store.setDraft("");
    await vi.waitFor(() => expect(chat.typed).toEqual([true, false]));
  });
});
