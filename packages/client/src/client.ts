import type { AppRouter } from "@causerie/api";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from "@trpc/client";
import { EventSource } from "eventsource";
import { Answer } from "./answer.ts";
import { toCauserieError } from "./error.ts";
import { retrySubscriptions } from "./retry-subscriptions.ts";

export type ClientOptions = {
  /** Where the server is, e.g. `https://chat.example.org`. */
  baseUrl: string;
  /** The access token, or a function that gives the present one: access tokens are short-lived. */
  token?: string | (() => string | Promise<string>);
};

export type CauserieClient = {
  /** Every procedure of the server, typed: `client.api.conversations.list.query({})`. */
  api: TRPCClient<AppRouter>;
  /**
   * Sends a message; resolves once it is committed on the server. The answer is read by iterating what it resolves to.
   *
   * @throws {CauserieError} when the server refuses the message or can't be reached.
   */
  ask(content: string, options?: AskOptions): Promise<Answer>;
};

export type AskOptions = {
  /** Absent: a new conversation is made. */
  conversationId?: string;
  /** `provider/model`. */
  model?: string;
  /** Your own id for this message; a repeated send with the same one is recognised. By default a random one. */
  clientMessageId?: string;
};

/** A client of a Causerie server, for Node and for browsers. */
export function createCauserieClient(options: ClientOptions): CauserieClient {
  const { token } = options;
  const url = `${options.baseUrl.replace(/\/+$/, "")}/api/trpc`;
  const headers = async (): Promise<Record<string, string>> => {
    const value = typeof token === "function" ? await token() : token;
    return value === undefined ? {} : { authorization: `Bearer ${value}` };
  };
  const api = createTRPCClient<AppRouter>({
    links: [
      retrySubscriptions(),
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({
          url,
          // The platform's own EventSource can send no header.
          EventSource,
          eventSourceOptions: {
            fetch: async (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...(await headers()) } }),
          },
        }),
        false: httpLink({ url, headers }),
      }),
    ],
  });

  return {
    api,
    async ask(content, { clientMessageId = crypto.randomUUID(), ...ask } = {}) {
      try {
        return new Answer(api, await api.chat.send.mutate({ content, clientMessageId, ...ask }));
      } catch (error) {
        throw toCauserieError(error);
      }
    },
  };
}
