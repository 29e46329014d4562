import { expect, test } from "vitest";
import { exactDollars, toCsv } from "./csv.ts";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])("%j is no formula in a spreadsheet", (text) => {
  expect(toCsv([[text]])).toBe(`\uFEFF'${text}\r\n`);
});

test("quotes, commas and line breaks stay within their cell", () => {
  expect(toCsv([['a "b", c', "d\ne", 7]])).toBe('\uFEFF"a ""b"", c","d\ne",7\r\n');
});

test.each([
  [0, "0.000000"],
  [1, "0.000001"],
  [1_234_567, "1.234567"],
  [90_000_000, "90.000000"],
])("%d millionths are %s dollars", (micros, dollars) => expect(exactDollars(micros)).toBe(dollars));
