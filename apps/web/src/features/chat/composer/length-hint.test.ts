import { describe, expect, it } from "vitest";
import { lengthHint } from "./length-hint.ts";

describe("lengthHint", () => {
  it.each([
    [101, { level: "over", left: -1 }],
    [100, { level: "near", left: 0 }],
    [90, { level: "near", left: 10 }],
    [89, { level: "none", left: 11 }],
    [0, { level: "none", left: 100 }],
  ])("of 100 characters, %i is %j", (length, expected) => {
    expect(lengthHint(length, 100)).toEqual(expected);
  });
});
