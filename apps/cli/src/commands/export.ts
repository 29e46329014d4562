import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Download, ExportFormat } from "@causerie/client";
import { defineCommand, serverOption } from "../command.ts";
import { CommandError, UsageError } from "../exit-codes.ts";
import { connect } from "../servers/connect.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { conversationNamed } from "./named-conversation.ts";

export const exportCommand = defineCommand({
  name: "export",
  operands: ["[ID]"],
  summary: "save one conversation, or all of them as a ZIP archive",
  options: {
    format: { type: "string", short: "f", value: "md|json|html", about: "of one conversation; md by default" },
    output: { type: "string", short: "o", value: "FILE", about: "where to; `-`: standard output" },
    force: { type: "boolean", about: "write over a file that is there" },
    server: serverOption,
  },
  async run({ operands: [name], options, terminal }) {
    const format = options.format ?? "md";
    if (!isFormat(format)) throw new UsageError("--format takes md, json or html.");
    if (name === undefined && options.format)
      throw new UsageError("--format is for one conversation; all are a ZIP archive.");
    const client = await connect(terminal, options);
    const download =
      name === undefined
        ? await client.exportAll()
        : await client.exportConversation(await conversationNamed(client, name), format);
    await save(download, { ...options, terminal });
    return undefined;
  },
});

function isFormat(value: string): value is ExportFormat {
  return value === "md" || value === "json" || value === "html";
}

async function save(
  { body, fileName }: Download,
  { output, force, terminal }: { output: string | undefined; force: boolean; terminal: Terminal },
): Promise<void> {
  if (output === "-") {
    for await (const chunk of body) await terminal.out(chunk);
    return;
  }
  const file = path.resolve(terminal.directory, output ?? fileName);
  let begun = false;
  const stream = createWriteStream(file, { flags: force ? "w" : "wx", mode: 0o600 }).once("open", () => {
    begun = true;
  });
  try {
    await pipeline(Readable.fromWeb(body), stream);
  } catch (error) {
    if (!begun) throw new CommandError(reasonOf(error, file), { cause: error });
    // Half of an archive is none.
    await rm(file, { force: true });
    throw new CommandError(`The export broke off: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
  await terminal.out(`${file}\n`);
}

function reasonOf(error: unknown, file: string): string {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") {
    return `${file} is there already: --force writes over it.`;
  }
  return `${file} can't be written: ${error instanceof Error ? error.message : String(error)}.`;
}
