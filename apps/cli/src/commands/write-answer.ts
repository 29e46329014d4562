import { type AskOptions, type CauserieClient, CauserieError } from "@causerie/client";
import { type ExitCode, exitCode } from "../exit-codes.ts";
import { explainCode } from "../explain-code.ts";
import { plainText } from "../terminal/plain-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

export type Ask = Pick<AskOptions, "conversationId" | "model">;

/**
 * Sends a message and writes its answer as it comes. Ctrl-C stops the answer: what it said so far stays.
 *
 * @throws {CauserieError} when the message is refused; an answer that fails later is told where it ends.
 */
export async function writeAnswer(
  client: CauserieClient,
  { message, ask, terminal, json }: { message: string; ask: Ask; terminal: Terminal; json: boolean },
): Promise<{ code: ExitCode; conversationId: string }> {
  const event = (value: object) => terminal.out(`${JSON.stringify(value)}\n`);
  const sending = new AbortController();
  let interrupted = false;
  let interrupt = () => sending.abort(new CauserieError("NETWORK", "Interrupted."));
  const release = terminal.onInterrupt(() => {
    // A second Ctrl-C means now.
    if (interrupted) process.exit(exitCode.interrupted);
    interrupted = true;
    interrupt();
  });
  try {
    const answer = await client.ask(message, { ...ask, signal: sending.signal });
    const { conversationId, assistantMessageId: messageId, runId } = answer;
    interrupt = () => void answer.stop().catch(() => sending.abort());
    if (interrupted) interrupt();
    if (json) await event({ type: "begin", conversationId, messageId, runId });
    let last = "\n";
    try {
      for await (const piece of answer.pieces()) {
        if (json) await event({ type: piece.kind, text: piece.text });
        else if (piece.kind === "text") {
          const text = terminal.isInteractive ? plainText(piece.text) : piece.text;
          await terminal.out(text);
          last = text.at(-1) ?? last;
        }
      }
      if (!json && last !== "\n") await terminal.out("\n");
    } catch (error) {
      if (!(error instanceof CauserieError)) throw error;
      if (json) await event({ type: "error", code: error.code, params: error.params, message: error.message });
      else if (last !== "\n") await terminal.out("\n");
      terminal.err(`${await explainCode(error)}\n`);
      return { code: interrupted ? exitCode.interrupted : exitCode.failed, conversationId };
    }
    const run = answer.message?.run ?? null;
    if (json) await event({ type: "end", conversationId, messageId, run });
    else if (runId === null) terminal.err("The assistant was not asked: it answers where it is mentioned.\n");
    else if (terminal.isInteractive) terminal.err(`(${conversationId})\n`);
    return { code: interrupted ? exitCode.interrupted : exitCode.done, conversationId };
  } finally {
    release();
  }
}
