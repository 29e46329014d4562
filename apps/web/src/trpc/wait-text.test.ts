import { expect, it } from "vitest";
import { waitText } from "./wait-text.ts";

it.each([
  [Number.NaN, "en", null],
  [-1, "en", null],
  [0, "fr", null],
  [1, "en", "in 1 second"],
  [12.2, "fr", "dans 13 secondes"],
  [90, "en", "in 90 seconds"],
  [894, "fr", "dans 15 minutes"],
])("says %d seconds in %s as %j", (seconds, locale, expected) => {
  expect(waitText(seconds, locale)).toBe(expected);
});
