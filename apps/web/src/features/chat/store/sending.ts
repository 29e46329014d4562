import { foldEvent, foldMessages, goTo, shownMessages } from "@causerie/api/chat-fold";
import { mentionsAssistant } from "@causerie/api/mentions";
import type { SendOutput } from "@causerie/api/schemas";
import { answerKey, type ChatStoreState, type Outgoing, textOf, userKey } from "./chat-store-state.ts";
import { sentMessages } from "./placeholders.ts";
import type { StoreCore } from "./store-core.ts";

/** What is written: the draft, messages on their way, one's own messages in other words, and what waits. */
export function createSending(core: StoreCore, storedMessageId: string | null) {
  const { api, drafts } = core;
  let draftMessageId = storedMessageId;

  function setDraft(draft: string) {
    const { draft: before, failure, conversationId } = core.get();
    if (draft === before) return;
    if (draft.trim() === "" || (failure && draft !== failure.content)) draftMessageId = null;
    core.set({ draft, ...(draft.trim() === "" && { failure: null }) });
    drafts.write(conversationId, { text: draft, clientMessageId: draftMessageId });
  }

  function outgoing(content: string, more: Pick<Outgoing, "clientMessageId" | "editOf" | "waits">): Outgoing {
    const { chat } = core.get();
    const asks = chat.conversation?.answerMode !== "mentioned" || mentionsAssistant(content);
    return { content, asks, shownBefore: shownMessages(chat).map(({ id }) => id), ...more };
  }

  /** The state once the server has a message, before its events describe it. */
  function arrived(sent: SendOutput, out: Outgoing, parentId: string | null): Partial<ChatStoreState> {
    const { chat, model, models, keys: before } = core.get();
    const { content, clientMessageId } = out;
    if (sent.queued) {
      const waiting = { id: sent.userMessageId, authorId: core.userId, content };
      const items = chat.queue.some(({ id }) => id === waiting.id)
        ? [...chat.queue]
        : [...chat.queue, { ...waiting, createdAt: new Date(core.now()).toISOString() }];
      return { chat: foldEvent(chat, { type: "queue", items }), outgoing: null };
    }
    const sideBySide = out.editOf === null && models.length > 1;
    const shown = shownMessages(chat);
    const placed = { sent, content, parentId, shown, model, sideBySide, authorId: core.userId, now: core.now() };
    const added = sentMessages(placed);
    const keys = new Map(before).set(sent.userMessageId, userKey(clientMessageId));
    if (sent.assistantMessageId) keys.set(sent.assistantMessageId, answerKey(clientMessageId));
    const unknown = added.filter(({ id }) => !chat.messages.has(id));
    const next = goTo(foldMessages(chat, unknown), sent.assistantMessageId ?? sent.userMessageId);
    if (added[0]) core.onActivity?.(sent.conversationId, added[0].createdAt);
    return { chat: next, keys, outgoing: null, models: [] };
  }

  /** Sends `content` at once as far as the eye can see; on failure it comes back into the composer. */
  async function send(content: string): Promise<void> {
    const { conversationId, model, models, activeId, chat, choosing, outgoing: underWay } = core.get();
    if (underWay || choosing || content.trim() === "") return;
    const clientMessageId = draftMessageId ?? crypto.randomUUID();
    draftMessageId = null;
    // The draft is kept in storage, under the id it is sent with, until the server has the message.
    drafts.write(conversationId, { text: content, clientMessageId });
    const out = outgoing(content, { clientMessageId, editOf: null, waits: activeId !== null });
    core.set({ outgoing: out, failure: null, draft: "" });
    const afterMessageId = shownMessages(chat).at(-1)?.id;
    try {
      const sent = await api.send({
        content,
        clientMessageId,
        ...(conversationId && { conversationId }),
        ...(conversationId && afterMessageId && { afterMessageId }),
        ...(models.length > 1 ? { models: [...models] } : model && { model }),
      });
      core.flush();
      drafts.write(conversationId, { text: "", clientMessageId: null });
      // An answer may have grown longer branches meanwhile: what was sent hangs where the server put it.
      const parentId = core.get().chat.messages.get(sent.userMessageId)?.parentId ?? afterMessageId ?? null;
      core.set({ ...arrived(sent, out, parentId), conversationId: sent.conversationId });
      if (conversationId === null) {
        core.restart();
        core.onCreated?.(sent.conversationId);
      }
      const { draft } = core.get();
      if (draft !== "") drafts.write(sent.conversationId, { text: draft, clientMessageId: null });
    } catch (error) {
      draftMessageId = clientMessageId;
      const draft = above(content, core.get().draft);
      core.set({ outgoing: null, failure: { clientMessageId, content, error }, draft });
      drafts.write(conversationId, { text: draft, clientMessageId });
    }
  }

  /** Sends the message that is being worded anew; on failure it is in its place again, as it was worded. */
  async function saveEdit(): Promise<void> {
    const { editing, chat, outgoing: underWay, model } = core.get();
    const message = editing && chat.messages.get(editing.messageId);
    if (!message || underWay || editing.text.trim() === "") return;
    const { text: content, messageId } = editing;
    const clientMessageId = editing.clientMessageId ?? crypto.randomUUID();
    const out = outgoing(content, { clientMessageId, editOf: messageId, waits: false });
    core.set({ outgoing: out, editing: null });
    try {
      const sent = await api.edit({ messageId, content, clientMessageId, ...(model && { model }) });
      core.flush();
      core.set(arrived(sent, out, message.parentId));
    } catch (error) {
      core.set({ outgoing: null, editing: { messageId, text: content, error, clientMessageId } });
    }
  }

  return {
    setDraft,
    send,
    saveEdit,
    beginEdit(messageId: string) {
      const message = core.get().chat.messages.get(messageId);
      if (message) core.set({ editing: { messageId, text: textOf(message), error: null, clientMessageId: null } });
    },
    setEditText(text: string) {
      const { editing } = core.get();
      if (editing) core.set({ editing: { ...editing, text, error: null, clientMessageId: null } });
    },
    cancelEdit: () => core.set({ editing: null }),
    /** Takes a waiting message back into the composer. Rejects with the server's error. */
    async withdraw(messageId: string): Promise<void> {
      const { content } = await api.withdraw(messageId);
      const { chat, draft } = core.get();
      core.set({ chat: foldEvent(chat, { type: "queue", items: chat.queue.filter(({ id }) => id !== messageId) }) });
      setDraft(above(content, draft));
    },
  };
}

/** A text that comes back, above what was typed meanwhile. */
function above(content: string, draft: string): string {
  return draft.trim() === "" ? content : `${content}\n\n${draft}`;
}
