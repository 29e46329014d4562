import { text } from "node:stream/consumers";
import type { CauserieClient } from "@causerie/client";
import { defineCommand, jsonOption, serverOption } from "../command.ts";
import { type ExitCode, exitCode, UsageError } from "../exit-codes.ts";
import { connect } from "../servers/connect.ts";
import { openQuestions } from "../terminal/questions.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { conversationNamed } from "./named-conversation.ts";
import { numberOption } from "./number-option.ts";
import { type Ask, writeAnswer } from "./write-answer.ts";

export const chat = defineCommand({
  name: "chat",
  operands: ["[MESSAGE…]"],
  summary: "ask a model; the answer is written as it comes",
  details: `What is piped in is sent too, below the message: \`causerie chat Summarise this < notes.txt\`.
Without a message, in a terminal, it is a conversation: an empty line or Ctrl-D ends it. Ctrl-C stops the answer.
With --json each line is an object: {"type":"begin"|"text"|"reasoning"|"end"|"error", …}.`,
  options: {
    conversation: { type: "string", short: "c", value: "ID", about: "go on in this conversation; `last`: the latest" },
    model: { type: "string", short: "m", value: "NAME", about: "provider/model" },
    wait: { type: "string", value: "SECONDS", about: "wait so long when the server asks to, instead of failing" },
    json: jsonOption,
    server: serverOption,
  },
  async run({ operands, options, terminal }) {
    const maxWaitSeconds = numberOption("--wait", options.wait) ?? 0;
    const message = await messageOf(operands, terminal);
    const client = await connect(terminal, { server: options.server, maxWaitSeconds });
    const { conversation } = options;
    const ask: Ask = {
      ...(conversation === undefined ? {} : { conversationId: await conversationNamed(client, conversation) }),
      ...(options.model === undefined ? {} : { model: options.model }),
    };
    if (message === null) return await converse(client, ask, terminal);
    const { code } = await writeAnswer(client, { message, ask, terminal, json: options.json });
    return code;
  },
});

/** Null: the person is to be asked. @throws {UsageError} when there is nobody to ask. */
async function messageOf(operands: readonly string[], terminal: Terminal): Promise<string | null> {
  const piped = terminal.input.isTTY ? "" : (await text(terminal.input)).trim();
  const message = [operands.join(" "), piped].filter((part) => part.trim() !== "").join("\n\n");
  if (message !== "") return message;
  if (terminal.isInteractive) return null;
  throw new UsageError("There is nothing to ask: give a message, or pipe one in.");
}

/** Asks again and again in one conversation. */
async function converse(client: CauserieClient, ask: Ask, terminal: Terminal): Promise<ExitCode> {
  let next = ask;
  for (;;) {
    const message = await nextMessage(terminal);
    if (message === "") return exitCode.done;
    const { conversationId } = await writeAnswer(client, { message, ask: next, terminal, json: false });
    next = { ...ask, conversationId };
    await terminal.out("\n");
  }
}

/** Reads one line; nothing else reads the terminal while an answer is written, so that Ctrl-C stops it. */
async function nextMessage(terminal: Terminal): Promise<string> {
  using questions = openQuestions(terminal);
  return ((await questions.next("> ")) ?? "").trim();
}
