import type { AppRouter } from "@causerie/api";
import { TRPCClientError } from "@trpc/client";
import { describe, expect, it } from "vitest";
import { isSignedOut, isTransient, toFailure } from "./client-failure.ts";
import { FailureError, failure } from "./failure.ts";

function answered(data: object) {
  return TRPCClientError.from<AppRouter>({ error: { code: -32603, message: "refused", data } } as never);
}

describe("toFailure", () => {
  it("takes a call without an answer for an unreachable server", () => {
    expect(toFailure(TRPCClientError.from(new TypeError("fetch failed")))).toEqual(failure("UNREACHABLE"));
  });

  it("makes nothing of what is not a failed call", () => {
    expect(toFailure(new Error("a defect of the page"))).toEqual(failure("INTERNAL"));
    expect(toFailure(undefined)).toEqual(failure("INTERNAL"));
  });

  it("reads the code, its values and the refused fields", () => {
    const error = answered({
      appCode: "RATE_LIMITED",
      params: { retryAfterSeconds: 3 },
      fieldErrors: { email: ["x"] },
    });
    expect(toFailure(error)).toEqual({ code: "RATE_LIMITED", params: { retryAfterSeconds: 3 }, fields: ["email"] });
    expect(toFailure(new FailureError(failure("INVALID_CREDENTIALS")))).toEqual(failure("INVALID_CREDENTIALS"));
  });
});

it("tries again only what passes by itself", () => {
  expect(isTransient(failure("UNREACHABLE"))).toBe(true);
  expect(isTransient(failure("INVALID_INPUT"))).toBe(false);
});

it("knows a wrong password from an ended session", () => {
  expect(isSignedOut(failure("SESSION_EXPIRED"))).toBe(true);
  expect(isSignedOut(failure("INVALID_CREDENTIALS"))).toBe(false);
});
