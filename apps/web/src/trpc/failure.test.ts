import { describe, expect, it } from "vitest";
import { decodeFailure, encodeFailure, failure } from "./failure.ts";

describe("decodeFailure", () => {
  it.each(["", "CredentialsSignin", "code=<script>", "retryAfterSeconds=3", "%E0%A4%A"])(
    "makes nothing of what was not written by encodeFailure: %j",
    (text) => expect(decodeFailure(text)).toEqual(failure("INTERNAL")),
  );

  it("reads what was written", () => {
    const written = { code: "RATE_LIMITED", params: { retryAfterSeconds: 12, domains: "a.org, b.org&c" } } as const;
    expect(decodeFailure(encodeFailure(written))).toEqual(failure(written.code, written.params));
  });
});
