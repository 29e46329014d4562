import { describe, expect, it } from "vitest";
import { chunkRefusal, refusalToFailure, retryAfterSeconds } from "./failure.ts";

const now = new Date("2026-03-01T12:00:00Z");

describe("retryAfterSeconds", () => {
  it.each([
    [undefined, null],
    ["soon", null],
    ["-5", null],
    ["0", 0],
    ["12", 12],
    ["1.2", 2],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ])("reads %j as %j", (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));
});

describe("an error inside a stream", () => {
  it.each([
    [null, "MODEL_UNAVAILABLE"],
    ["overloaded", "MODEL_UNAVAILABLE"],
    [{ code: 502, message: "Provider returned error" }, "MODEL_UNAVAILABLE"],
    [{ code: "429", message: "slow down" }, "MODEL_RATE_LIMITED"],
    [{ code: "rate_limit_exceeded", message: "slow down" }, "MODEL_RATE_LIMITED"],
    [{ code: 402, message: "" }, "MODEL_NO_CREDIT"],
    [{ code: 429, type: "insufficient_quota", message: "" }, "MODEL_NO_CREDIT"],
    [{ type: "context_length_exceeded" }, "MODEL_CONTEXT_TOO_LONG"],
    [{ code: 403, message: "no", metadata: { reasons: ["violence"], flagged_input: "…" } }, "MODEL_CONTENT_FILTER"],
    [{ code: 400, message: "content_filter triggered" }, "MODEL_CONTENT_FILTER"],
    [{ code: 400, message: "bad" }, "MODEL_REFUSED_REQUEST"],
  ])("%j is %s", (error, code) => expect(refusalToFailure("p", chunkRefusal(error)).code).toBe(code));

  it("repeats a short name for the log, and no sentence or secret", () => {
    const said = (code: string) => refusalToFailure("p", chunkRefusal({ code, message: "m" })).detail;
    expect(said("server_error")).toBe('p refused: status none, "server_error"');
    expect(said("sk-or-v1-0123")).toBe("p refused: status none");
    expect(said("You said hello")).toBe("p refused: status none");
  });
});
