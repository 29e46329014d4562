import {
  answersBeside,
  foldEvent,
  foldMessages,
  goTo,
  isActive,
  shownMessages,
  siblingsOf,
} from "@causerie/api/chat-fold";
import type { Answering } from "./chat-api.ts";
import { afterAll, queuedAnswer } from "./placeholders.ts";
import type { StoreCore } from "./store-core.ts";

/** Other answers, other branches, and what goes away. All reject with the server's error. */
export function createBranching(core: StoreCore, readTo: (messageId: string) => Promise<boolean>) {
  const { api } = core;

  /** Goes over to the branch through a known message, and has the server remember it. */
  function settleAt(messageId: string) {
    const chat = goTo(core.get().chat, messageId);
    core.set({ chat });
    // Not remembered is not lost: the branch is there, one arrow away.
    if (chat.anchorId) api.select(chat.anchorId).catch(() => {});
  }

  function showAnswering(answering: Answering) {
    core.set({ keys: new Map(core.get().keys).set(answering.assistantMessageId, answering.assistantMessageId) });
    core.flush();
  }

  return {
    /** Writes another answer beside the one in `messageId`. */
    async regenerate(messageId: string, model?: string): Promise<void> {
      const sent = await api.regenerate({ messageId, ...(model && { model }) });
      showAnswering(sent);
      const { chat } = core.get();
      const replaced = chat.messages.get(messageId);
      if (!replaced) return;
      const { conversationId, parentId } = replaced;
      const answer = queuedAnswer({ ...sent, conversationId, parentId, model });
      const createdAt = afterAll(shownMessages(chat), core.now());
      const isKnown = chat.messages.has(answer.id);
      core.set({ chat: goTo(isKnown ? chat : foldMessages(chat, [{ ...answer, createdAt }]), answer.id) });
    },

    /** Goes on with an answer that was cut, in place. */
    async goOn(messageId: string): Promise<void> {
      const sent = await api.goOn(messageId);
      showAnswering(sent);
      const { chat } = core.get();
      const message = chat.messages.get(messageId);
      if (!message?.run || message.run.id >= sent.runId) return;
      const run = { ...message.run, id: sent.runId, status: "queued" as const, error: null, finishReason: null };
      core.set({ chat: foldMessages(chat, [{ ...message, run }]) });
    },

    /** Goes over to the branch through one of a message's siblings, reading what of it is not known. */
    async goToSibling(siblingId: string, top: number): Promise<void> {
      if (!(await readTo(siblingId))) return;
      settleAt(siblingId);
      const { chat } = core.get();
      const message = chat.messages.get(siblingId);
      if (!message) return;
      const siblings = siblingsOf(chat, message);
      const index = siblings.indexOf(siblingId) + 1;
      core.set({ arrival: { messageId: siblingId, index, count: siblings.length, top } });
    },

    /** Shows the message that a link leads to, on whichever branch it is. False: there is no such message here. */
    async reveal(messageId: string): Promise<boolean> {
      if (!core.get().chat.messages.has(messageId)) {
        // Refused for what is not there, before a whole branch is read for it.
        await api.select(messageId);
        if (!(await readTo(messageId))) return false;
      }
      settleAt(messageId);
      core.set({ markedId: messageId });
      return true;
    },
    unmark: () => core.set({ markedId: null }),

    /** Of answers side by side, goes on with this one. */
    async keep(messageId: string): Promise<void> {
      await api.keep(messageId);
      core.set({ chat: foldEvent(core.get().chat, { type: "kept", messageId }) });
    },

    /** Deletes a message with all that hangs on it. */
    async remove(messageId: string): Promise<void> {
      const { deletedIds } = await api.remove(messageId);
      core.flush();
      core.set({ chat: foldEvent(core.get().chat, { type: "removed", messageIds: deletedIds }) });
    },

    /** Stops what is being written on the shown branch, or one answer of those side by side. */
    async stop(messageId?: string): Promise<void> {
      const { chat, activeId } = core.get();
      const beside = answersBeside(chat).map(({ id }) => id);
      const ids = messageId ? [messageId] : beside.length > 0 ? beside : activeId ? [activeId] : [];
      const runs = ids.flatMap((id) => chat.messages.get(id)?.run ?? []).filter(({ status }) => isActive(status));
      await Promise.all(runs.map(({ id }) => api.stop(id)));
    },
  };
}
