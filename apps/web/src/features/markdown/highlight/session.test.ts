import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HighlightRequest, Line } from "./protocol.ts";

type Highlight = Extract<HighlightRequest, { kind: "highlight" }>;

/** A worker that answers when it is told to, with each line as one token. */
class FakeWorker extends EventTarget {
  static requests: HighlightRequest[] = [];
  static last: FakeWorker;
  constructor() {
    super();
    FakeWorker.last = this;
  }
  postMessage(request: HighlightRequest): void {
    FakeWorker.requests.push(request);
  }
  answer(): void {
    const request = FakeWorker.requests.findLast((entry): entry is Highlight => entry.kind === "highlight");
    if (!request) throw new Error("nothing was asked");
    const lines: Line[] = request.code.split("\n").map((line) => [[line, "code-keyword"]]);
    this.dispatchEvent(new MessageEvent("message", { data: { session: request.session, lines } }));
  }
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("Worker", FakeWorker);
  FakeWorker.requests = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const asked = () => FakeWorker.requests.filter((request): request is Highlight => request.kind === "highlight");
const code = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`).join("\n");
const text = (lines: readonly Line[]) => lines.map((line) => line.map(([part]) => part).join("")).join("\n");

it("sends whole lines only, one request at a time, and no final line again", async () => {
  const { HighlightSession } = await import("./session.ts");
  let lines: readonly Line[] = [];
  const session = new HighlightSession("python", (next) => {
    lines = next;
  });
  session.update("line 0\nline 1\nli", false);
  expect(asked().map((request) => request.code)).toEqual(["line 0\nline 1"]);

  session.update(`${code(90)}\nrest`, false);
  expect(asked()).toHaveLength(1);
  FakeWorker.last.answer();
  expect(text(lines)).toBe(code(2));
  expect(asked()[1]).toMatchObject({ code: code(90), keep: 80 });

  FakeWorker.last.answer();
  expect(text(lines)).toBe(code(90));
  expect(asked()).toHaveLength(2);
  session.update(`${code(90)}\nrest`, true);
  expect(asked()[2]?.code.startsWith("line 80\n")).toBe(true);
  FakeWorker.last.answer();
  expect(text(lines)).toBe(`${code(90)}\nrest`);
  session.end();
  expect(FakeWorker.requests.at(-1)).toEqual({ kind: "end", session: expect.any(Number) });
});

it("keeps code plain when the worker cannot colour it, or when there is none", async () => {
  const { HighlightSession } = await import("./session.ts");
  const onLines = vi.fn();
  const session = new HighlightSession("python", onLines);
  session.update("a\nb", true);
  const data = { session: asked()[0]?.session, lines: [] };
  FakeWorker.last.dispatchEvent(new MessageEvent("message", { data }));
  expect(onLines).not.toHaveBeenCalled();

  vi.resetModules();
  vi.stubGlobal("Worker", undefined);
  const without = await import("./session.ts");
  new without.HighlightSession("python", onLines).update("a\nb", true);
  expect(onLines).not.toHaveBeenCalled();
});
