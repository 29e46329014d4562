import { expect, test } from "vitest";
import { formatTable, number } from "./table.ts";

test("columns are as wide as their widest cell, and numbers stand right", () => {
  const table = formatTable({
    title: "T",
    header: ["what", "a"],
    rows: [
      ["gap", "1.0"],
      ["longest", "1,000.0"],
    ],
    notes: [],
  });
  expect(table).toBe(
    "\n## T\n\n| what    |       a |\n|---------|--------:|\n| gap     |     1.0 |\n| longest | 1,000.0 |\n",
  );
});

test("what was not measured is a dash, not a zero", () => {
  expect(number(undefined)).toBe("—");
  expect(number(Number.NaN)).toBe("—");
  expect(number(0)).toBe("0.0");
  expect(number(1234.56, 0)).toBe("1,235");
});
