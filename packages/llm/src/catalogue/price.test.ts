import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costOf, dollarsToMicros, perTokenToMicrosPerMillion } from "./price.ts";

describe("prices", () => {
  it.each(["-1", "", "free", "1,5", "0x10", "Infinity", "1e9999", "--1", " "])("refuses %j", (text) => {
    expect(dollarsToMicros(text)).toBeNull();
    expect(perTokenToMicrosPerMillion(text)).toBeNull();
  });

  it.each([
    ["0", 0n],
    ["1", 1_000_000n],
    ["0.000123", 123n],
    ["1.23e-4", 123n],
    ["0.0000005", 1n],
    ["0.00000049", 0n],
    ["0.29", 290_000n],
  ])("reads %s dollars as %s millionths", (text, micros) => expect(dollarsToMicros(text)).toBe(micros));

  it.each([
    ["0.000003", 3_000_000],
    ["0.00000125", 1_250_000],
    ["0.0000000375", 37_500],
    ["1e-7", 100_000],
  ])("reads %s dollars a token as %i micro-dollars a million", (text, micros) =>
    expect(perTokenToMicrosPerMillion(text)).toBe(micros),
  );

  it("reads back every whole number of millionths", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (micros) => {
        const digits = micros.toString().padStart(7, "0");
        expect(dollarsToMicros(`${digits.slice(0, -6)}.${digits.slice(-6)}`)).toBe(micros);
      }),
    );
  });

  it("adds up tokens exactly, rounding half up", () => {
    const prices = { inputMicrosPerMillion: 3_000_000, outputMicrosPerMillion: 15_000_000 };
    expect(costOf(prices, { input: 1000, output: 200 })).toBe(6_000n);
    expect(costOf({ inputMicrosPerMillion: 500_000, outputMicrosPerMillion: 0 }, { input: 1, output: 9 })).toBe(1n);
    expect(costOf(prices, { input: 0, output: 0 })).toBe(0n);
    const dear = { ...prices, requestMicros: 5_000, imageMicros: 700 };
    expect(costOf(dear, { input: 1000, output: 200, images: 3 })).toBe(6_000n + 5_000n + 2_100n);
    expect(costOf(dear, { input: 0, output: 0, images: 3 })).toBe(0n);
  });
});
