import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { type CauserieClient, CauserieError, type ImportView } from "@causerie/client";
import { defineCommand, jsonOption, serverOption } from "../command.ts";
import { CommandError, type ExitCode, exitCode, UsageError } from "../exit-codes.ts";
import { explainCode } from "../explain-code.ts";
import { connect } from "../servers/connect.ts";
import { openProgress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { writeImport } from "./write-import.ts";

/** How long one question about an import may wait for the limits: it is asked twice a second. */
const maxWaitSeconds = 120;

export const importCommand = defineCommand({
  name: "import",
  operands: ["[FILE]"],
  summary: "take in conversations that Causerie, ChatGPT, Claude, LibreChat or Open WebUI exported",
  details: `FILE is the ZIP archive or the JSON file as that product gave it. What is here already is not taken over twice.
Ctrl-C while it is uploaded keeps what has arrived for a day: the same command goes on. Ctrl-C while it is read cancels it.
With --json each line is an object: {"type":"item", …} for what did not come over whole, then {"type":"import", …}.`,
  options: {
    cancel: { type: "boolean", about: "give up the import that is under way; what was taken over stays" },
    json: jsonOption,
    server: serverOption,
  },
  async run({ operands: [name], options, terminal }) {
    const { json } = options;
    if (options.cancel) {
      if (name !== undefined) throw new UsageError("--cancel takes no FILE: one import is under way at most.");
      const client = await connect(terminal, options);
      return await writeImport(client, await cancelLatest(client), { json, terminal });
    }
    if (name === undefined) throw new UsageError("FILE is missing: see `causerie import --help`.");
    const file = await openFile(path.resolve(terminal.directory, name));
    return await bringIn(await connect(terminal, { ...options, maxWaitSeconds }), { file, json, terminal });
  },
});

/** The file, of which nothing is read yet. @throws {CommandError} when there is nothing to read. */
async function openFile(file: string): Promise<File> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new CommandError(`${file} is no file.`);
    if (found.size === 0) throw new CommandError(`${file} is empty.`);
    return new File([await openAsBlob(file)], path.basename(file), { lastModified: Math.floor(found.mtimeMs) });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(isMissing ? `${file} is not there.` : `${file} can't be read: ${reason}.`, { cause: error });
  }
}

async function bringIn(
  client: CauserieClient,
  { file, json, terminal }: { file: File; json: boolean; terminal: Terminal },
): Promise<ExitCode> {
  let view: ImportView | null = null;
  const interrupting = new AbortController();
  const release = terminal.onInterrupt(() => {
    // A second Ctrl-C means now.
    if (interrupting.signal.aborted) process.exit(exitCode.interrupted);
    interrupting.abort();
  });
  try {
    using progress = openProgress(terminal);
    view = await client.importFile(file, {
      signal: interrupting.signal,
      onProgress(state) {
        view = state;
        const { receivedBytes, readBytes, sizeBytes } = state;
        const isHere = receivedBytes === sizeBytes;
        progress.show(isHere ? "Reading" : "Uploading", { done: isHere ? readBytes : receivedBytes, of: sizeBytes });
      },
    });
  } catch (error) {
    if (interrupting.signal.aborted) return await endInterrupted(client, view, { json, terminal });
    if (error instanceof DOMException && error.name === "NotReadableError") {
      throw new CommandError(`${file.name} was changed while it was uploaded: import it again.`, { cause: error });
    }
    if (!(error instanceof CauserieError) || view?.status !== "failed") throw error;
    await writeImport(client, view, { json, terminal });
    terminal.err(`${await explainCode(error)}\n`);
    return exitCode.failed;
  } finally {
    release();
  }
  return await writeImport(client, view, { json, terminal });
}

/** What has arrived of the file stays for another time; what is being read is cancelled. */
async function endInterrupted(
  client: CauserieClient,
  view: ImportView | null,
  options: { json: boolean; terminal: Terminal },
): Promise<ExitCode> {
  const { imports } = client.api;
  const found = view && (await imports.status.query({ id: view.id }));
  if (found && found.status !== "uploading") {
    await writeImport(client, await imports.cancel.mutate({ id: found.id }), options);
  } else {
    const rest = found ? " The same command goes on, `causerie import --cancel` gives it up." : "";
    options.terminal.err(`Interrupted.${rest}\n`);
  }
  return exitCode.interrupted;
}

/** @throws {CommandError} when nothing is under way. */
async function cancelLatest(client: CauserieClient): Promise<ImportView> {
  const { items } = await client.api.imports.list.query();
  const [latest] = items.filter(({ status }) => ["uploading", "waiting", "running"].includes(status));
  if (!latest) throw new CommandError("No import is under way.");
  return await client.api.imports.cancel.mutate({ id: latest.id });
}
