import type { LiveEvent } from "@causerie/api/schemas";
import type { trpc } from "#trpc/client.ts";
import type { ChatApi } from "./chat-api.ts";
import { messagesPerPage } from "./messages-per-page.ts";

type Client = ReturnType<typeof trpc.useUtils>["client"];

/** The chat's calls, over tRPC. */
export function createTrpcChatApi(client: Client): ChatApi {
  return {
    conversation: (id) => client.conversations.get.query({ id }),
    messages: (input) => client.messages.list.query({ ...input, limit: messagesPerPage }),
    send: (input) => client.chat.send.mutate(input),
    edit: (input) => client.chat.edit.mutate(input),
    withdraw: (userMessageId) => client.chat.withdraw.mutate({ userMessageId }),
    regenerate: (input) => client.chat.regenerate.mutate(input),
    goOn: (messageId) => client.chat.continue.mutate({ messageId }),
    stop: (runId) => client.chat.stop.mutate({ runId }),
    select: (id) => client.messages.select.mutate({ id }),
    keep: (id) => client.messages.keep.mutate({ id }),
    remove: (id) => client.messages.delete.mutate({ id }),
    setTyping: (input) => client.conversations.setTyping.mutate(input),
    watch(input, handlers) {
      let wasOpen = false;
      const subscription = client.conversations.onEvent.subscribe(input, {
        onStarted() {
          wasOpen = true;
          handlers.onOpen();
        },
        onData(item) {
          const tracked = isTracked(item);
          handlers.onEvent(tracked ? item.data : item, tracked ? item.id : null);
        },
        onConnectionStateChange({ state }) {
          // The browser tries again by itself; before the first opening it is still connecting.
          if (state === "connecting" && wasOpen) handlers.onLost();
        },
        onError: handlers.onEnd,
        onComplete: () => handlers.onEnd(null),
      });
      return () => subscription.unsubscribe();
    },
  };
}

/** Deltas carry the id from which a stream can go on; other events come bare. */
function isTracked(item: LiveEvent | { id: string; data: LiveEvent }): item is { id: string; data: LiveEvent } {
  return !("type" in item);
}
