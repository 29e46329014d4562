import type { ChatEvent } from "@causerie/api/schemas";
import type { trpc } from "#trpc/client.ts";
import type { ChatApi } from "./chat-api.ts";
import { messagesPerPage } from "./messages-per-page.ts";

type Client = ReturnType<typeof trpc.useUtils>["client"];

/** The chat's calls, over tRPC. */
export function createTrpcChatApi(client: Client): ChatApi {
  return {
    conversation: (id) => client.conversations.get.query({ id }),
    messages: ({ conversationId, cursor }) =>
      client.messages.list.query({ conversationId, cursor, limit: messagesPerPage }),
    send: (input) => client.chat.send.mutate(input),
    regenerate: (input) => client.chat.regenerate.mutate(input),
    stop: (runId) => client.chat.stop.mutate({ runId }),
    watch(input, handlers) {
      let wasOpen = false;
      const subscription = client.chat.onEvent.subscribe(input, {
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
function isTracked(item: ChatEvent | { id: string; data: ChatEvent }): item is { id: string; data: ChatEvent } {
  return !("type" in item);
}
