import { expect, test } from "vitest";
import { percentile, summarize } from "./statistics.ts";

const oneToHundred = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);

test("nothing measured is no number", () => {
  expect(percentile([], 0.5)).toBeNaN();
  expect(summarize([])).toMatchObject({ count: 0, p50: Number.NaN, max: Number.NaN });
});

test("a percentile is the value at the nearest rank, whatever the order", () => {
  expect(summarize(oneToHundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
});

test("with few values the high percentiles are the greatest, never beyond", () => {
  expect(summarize([3, 1, 2])).toEqual({ count: 3, p50: 2, p95: 3, p99: 3, max: 3 });
  expect(percentile([7], 0)).toBe(7);
});

test("the values are left as they were", () => {
  const values = [2, 1];
  percentile(values, 0.5);
  expect(values).toEqual([2, 1]);
});
