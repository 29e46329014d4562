import type { AppRouter } from "@causerie/api";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from "@trpc/client";
import { EventSource } from "eventsource";
import { Answer } from "./answer.ts";
import { type CredentialOptions, createCredentials } from "./credentials.ts";
import { type Download, download, type ExportFormat } from "./downloads.ts";
import { type ImportOptions, type ImportView, importFile } from "./imports.ts";
import { nameErrors } from "./name-errors.ts";
import { retrySubscriptions } from "./retry-subscriptions.ts";
import { createSend } from "./transport.ts";

export type ClientOptions = CredentialOptions & {
  /** Where the server is, e.g. `https://chat.example.org`. */
  baseUrl: string;
  /**
   * How long one call may wait in all when the server asks to wait (`RATE_LIMITED`), in seconds. 0, the default: such a call
   * fails at once, and its error says when to try again.
   */
  maxWaitSeconds?: number;
};

export type CauserieClient = {
  /**
   * Every procedure of the server, typed: `client.api.conversations.list.query({})`. All take `{ signal }` as their last
   * argument and fail with a {@link CauserieError}.
   */
  api: TRPCClient<AppRouter>;
  /**
   * Sends a message; resolves once it is committed on the server. The answer is read by iterating what it resolves to.
   *
   * @throws {CauserieError} when the server refuses the message or can't be reached.
   */
  ask(content: string, options?: AskOptions): Promise<Answer>;
  /** A conversation as Markdown, JSON or a page. @throws {CauserieError} NOT_FOUND. */
  exportConversation(id: string, format: ExportFormat, options?: { signal?: AbortSignal }): Promise<Download>;
  /** All of one's conversations as a ZIP archive. */
  exportAll(options?: { signal?: AbortSignal }): Promise<Download>;
  /** Takes in what Causerie, ChatGPT, Claude, LibreChat or Open WebUI exported; resolves once it was read. */
  importFile(file: Blob, options?: ImportOptions): Promise<ImportView>;
};

export type AskOptions = {
  /** Absent: a new conversation is made. */
  conversationId?: string;
  /** `provider/model`. */
  model?: string;
  /** Your own id for this message; a repeated send with the same one is recognised. By default a random one. */
  clientMessageId?: string;
  /** Ends the sending and the reading; the server writes the answer to its end unless `answer.stop()` is called. */
  signal?: AbortSignal;
};

/** A client of a Causerie server, for Node and for browsers. @throws {TypeError} when given more than one credential. */
export function createCauserieClient({ maxWaitSeconds = 0, ...options }: ClientOptions): CauserieClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const send = createSend({ baseUrl, credentials: createCredentials(options), maxWaitSeconds });
  const url = `${baseUrl}/api/trpc`;
  const pathOf = (address: unknown) => String(address).slice(baseUrl.length);
  const api = createTRPCClient<AppRouter>({
    links: [
      nameErrors(),
      retrySubscriptions(),
      splitLink({
        condition: (operation) => operation.type === "subscription",
        // The platform's own EventSource can send no header.
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: { fetch: (address, init) => send(pathOf(address), init) },
        }),
        false: httpLink({ url, fetch: (address, init) => send(pathOf(address), init) }),
      }),
    ],
  });

  return {
    api,
    async ask(content, { clientMessageId = crypto.randomUUID(), signal, ...ask } = {}) {
      const sent = await api.chat.send.mutate({ content, clientMessageId, ...ask }, signal ? { signal } : {});
      return new Answer(api, sent, signal);
    },
    exportConversation: (id, format, { signal } = {}) =>
      download(send, `/api/export/conversations/${encodeURIComponent(id)}.${format}`, signal),
    exportAll: ({ signal } = {}) => download(send, "/api/export/all.zip", signal),
    importFile: (file, importOptions = {}) => importFile({ api, send }, file, importOptions),
  };
}
