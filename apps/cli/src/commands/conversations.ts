import type { ConversationView } from "@causerie/api/schemas";
import { eachItem } from "@causerie/client";
import { defineCommand, jsonOption, serverOption } from "../command.ts";
import { connect } from "../servers/connect.ts";
import { confirm } from "../terminal/confirm.ts";
import { plainLine, plainText } from "../terminal/plain-text.ts";
import { writeRows } from "../terminal/rows.ts";
import { conversationNamed } from "./named-conversation.ts";
import { numberOption } from "./number-option.ts";

const common = { json: jsonOption, server: serverOption } as const;

const list = defineCommand({
  name: "conversations list",
  summary: "your conversations, the latest first",
  options: {
    ...common,
    archived: { type: "boolean", about: "those that were archived" },
    limit: { type: "string", short: "n", value: "COUNT", about: "at most so many; 30 by default" },
  },
  async run({ options, terminal }) {
    const limit = numberOption("--limit", options.limit) ?? 30;
    if (limit === 0) return undefined;
    const { api } = await connect(terminal, options);
    const { archived } = options;
    const items: ConversationView[] = [];
    const all = eachItem((cursor) => api.conversations.list.query({ cursor, archived, limit: Math.min(limit, 100) }));
    for await (const item of all) if (items.push(item) === limit) break;
    const rows = items.map(({ id, lastActivityAt, title }) => [id, lastActivityAt.slice(0, 16), title]);
    await writeRows(terminal, { json: options.json, items, rows });
    return undefined;
  },
});

const show = defineCommand({
  name: "conversations show",
  operands: ["ID"],
  summary: "what was said in a conversation, from its beginning",
  options: common,
  async run({ operands: [name = ""], options, terminal }) {
    const { api } = await connect(terminal, options);
    const id = await conversationNamed({ api }, name);
    const newestFirst = await Array.fromAsync(
      eachItem((cursor) => api.messages.list.query({ conversationId: id, cursor, limit: 100 })),
    );
    for (const message of newestFirst.toReversed()) {
      const text = message.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("");
      if (options.json) await terminal.out(`${JSON.stringify(message)}\n`);
      else await terminal.out(`── ${message.run?.model ?? message.role}\n${plainText(text)}\n\n`);
    }
    return undefined;
  },
});

const search = defineCommand({
  name: "conversations search",
  operands: ["WORD…"],
  summary: "find what was said",
  options: common,
  async run({ operands, options, terminal }) {
    const { api } = await connect(terminal, options);
    const { items } = await api.conversations.search.query({ query: operands.join(" ") });
    const rows = items.map(({ conversationId, title, excerpt }) => [
      conversationId,
      title,
      excerpt.map(({ text }) => text).join(""),
    ]);
    await writeRows(terminal, { json: options.json, items, rows });
    return undefined;
  },
});

const rename = defineCommand({
  name: "conversations rename",
  operands: ["ID", "TITLE…"],
  summary: "give a conversation another title",
  options: common,
  async run({ operands: [name = "", ...words], options, terminal }) {
    const { api } = await connect(terminal, options);
    const id = await conversationNamed({ api }, name);
    const changed = await api.conversations.update.mutate({ id, data: { title: words.join(" ") } });
    if (options.json) await terminal.out(`${JSON.stringify(changed)}\n`);
    else await terminal.out(`${changed.id} is now “${plainLine(changed.title ?? "")}”.\n`);
    return undefined;
  },
});

const remove = defineCommand({
  name: "conversations delete",
  operands: ["ID"],
  summary: "delete a conversation and all that is in it",
  options: { server: serverOption, yes: { type: "boolean", short: "y", about: "do not ask" } },
  async run({ operands: [name = ""], options, terminal }) {
    const { api } = await connect(terminal, options);
    const id = await conversationNamed({ api }, name);
    const { title } = await api.conversations.get.query({ id });
    await confirm(terminal, `Delete “${plainLine(title ?? id)}” for good?`, options);
    await api.conversations.delete.mutate({ id });
    await terminal.out(`Deleted ${id}.\n`);
    return undefined;
  },
});

export const conversationCommands = [list, show, search, rename, remove];
