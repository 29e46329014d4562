import { expect, test } from "vitest";
import { toDollars, toMicros } from "./dollars.ts";

test.each(["", "-1", "1.2345678", "1e5", "NaN", "1 000", "99999999"])("%j is no price", (text) => {
  expect(toMicros(text)).toBeNull();
});

test.each([
  ["0", 0],
  ["1.25", 1_250_000],
  ["0,1", 100_000],
  ["0.000001", 1],
  ["1000000", 1_000_000_000_000],
])("%s dollars are %d millionths, and back", (text, micros) => {
  expect(toMicros(text)).toBe(micros);
  expect(toDollars(micros)).toBe(text.replace(",", "."));
});
