import type { StoreCore } from "./store-core.ts";

/** How often it is said again that one writes; less than the server lets it stand. */
const sayEveryMs = 4_000;

/** Tells the others in a shared conversation that one writes, and when one has stopped. */
export function createTyping(core: StoreCore) {
  let saidAt: number | null = null;
  return (text: string) => {
    const { conversationId, chat } = core.get();
    if (conversationId === null || !chat.conversation?.shared || chat.conversation.role === "reader") return;
    const typing = text.trim() !== "";
    if (!typing && saidAt === null) return;
    if (typing && saidAt !== null && core.now() - saidAt < sayEveryMs) return;
    saidAt = typing ? core.now() : null;
    // A courtesy: that it was not told is nothing to tell.
    core.api.setTyping({ conversationId, typing }).catch(() => {});
  };
}
