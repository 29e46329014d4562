import { expect, it } from "vitest";
import { readSandboxMessage } from "./use-sandbox.ts";

it.each([
  undefined,
  null,
  "ready",
  {},
  { kind: "other" },
  { kind: "size" },
  { kind: "size", width: "1", height: 1 },
  { kind: "size", width: Number.NaN, height: 1 },
  { kind: "size", width: 1, height: -1 },
  { kind: "size", width: 1, height: 1e9 },
])("ignores %j", (data) => {
  expect(readSandboxMessage(data)).toBeUndefined();
});

it("takes over nothing but what a message is made of", () => {
  expect(readSandboxMessage({ kind: "size", width: 10, height: 20, html: "<script>" })).toEqual({
    kind: "size",
    width: 10,
    height: 20,
  });
  expect(readSandboxMessage({ kind: "failed", message: "<script>" })).toEqual({ kind: "failed" });
});
