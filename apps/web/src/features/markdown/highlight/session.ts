import type { Language } from "./languages.ts";
import type { HighlightRequest, HighlightResponse, Line } from "./protocol.ts";

/** Lines of code that are rendered, and kept, together. */
export const linesPerChunk = 40;

let worker: Worker | undefined;
let isBroken = false;
let lastSession = 0;
const receivers = new Map<number, (lines: readonly Line[]) => void>();

/** The one worker that highlights for all blocks; undefined where there is none, and then code stays plain. */
function getWorker(): Worker | undefined {
  if (worker || isBroken) return worker;
  try {
    worker = new Worker(new URL("./highlight.worker.ts", import.meta.url), { type: "module", name: "highlight" });
    worker.addEventListener("message", ({ data }: MessageEvent<HighlightResponse>) => {
      receivers.get(data.session)?.(data.lines);
    });
    worker.addEventListener("error", () => {
      isBroken = true;
      receivers.clear();
    });
  } catch {
    isBroken = true;
  }
  return worker;
}

/**
 * Highlights one growing block of code, off the main thread: each line is sent once it is whole, a chunk of lines is final
 * once it is full, and one request is under way at a time, so that a slow machine sends fewer rather than more.
 */
export class HighlightSession {
  private readonly language: Language;
  private readonly onLines: (lines: readonly Line[]) => void;
  private readonly id: number;
  private code = "";
  private complete = false;
  private isWaiting = false;
  /** Lines that are final, and where the code after them starts. */
  private kept: Line[] = [];
  private keptEnd = 0;
  private sent = "";

  /** `onLines` gets all lines so far: those of `code` from its start, as many as are highlighted. */
  constructor(language: Language, onLines: (lines: readonly Line[]) => void) {
    lastSession += 1;
    this.id = lastSession;
    this.language = language;
    this.onLines = onLines;
    receivers.set(this.id, (lines) => this.receive(lines));
  }

  /** Says what the code is now; `complete` that no more comes, so that its last line is whole as well. */
  update(code: string, complete: boolean): void {
    if (!code.startsWith(this.code.slice(0, this.keptEnd))) return;
    this.code = code;
    this.complete = complete;
    this.send();
  }

  end(): void {
    receivers.delete(this.id);
    this.post({ kind: "end", session: this.id });
  }

  private post(request: HighlightRequest): void {
    getWorker()?.postMessage(request);
  }

  private send(): void {
    if (this.isWaiting) return;
    const rest = this.code.slice(this.keptEnd);
    const lastBreak = rest.lastIndexOf("\n");
    const code = this.complete ? rest : lastBreak < 0 ? "" : rest.slice(0, lastBreak);
    if (code === "" || code === this.sent) return;
    const lines = code.split("\n").length;
    const keep = lines - (lines % linesPerChunk);
    this.isWaiting = true;
    this.sent = code;
    this.post({ kind: "highlight", session: this.id, language: this.language, code, keep });
  }

  private receive(lines: readonly Line[]): void {
    this.isWaiting = false;
    const sentLines = this.sent.split("\n");
    if (lines.length !== sentLines.length) return;
    this.onLines([...this.kept, ...lines]);
    const keep = lines.length - (lines.length % linesPerChunk);
    if (keep > 0) {
      this.kept.push(...lines.slice(0, keep));
      this.keptEnd += sentLines.slice(0, keep).reduce((sum, line) => sum + line.length + 1, 0);
      this.sent = sentLines.slice(keep).join("\n");
    }
    this.send();
  }
}
