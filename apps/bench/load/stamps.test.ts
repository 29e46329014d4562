import { expect, test } from "vitest";
import { lastWord, StampReader, stamp } from "./stamps.ts";

test("a stamp that was cut counts when its end comes", () => {
  const reader = new StampReader();
  const text = `${stamp(1_000.25)} some words ${stamp(1_010)} more`;
  reader.read(text.slice(0, 5), 1_001);
  expect(reader.delays).toEqual([]);
  reader.read(text.slice(5), 1_020);
  expect(reader.delays).toEqual([19.75, 10]);
});

test("pieces that were joined count each on its own, up to the last word", () => {
  const reader = new StampReader();
  reader.read(stamp(1) + stamp(2), 5);
  expect(reader).toMatchObject({ delays: [4, 3], ended: false });
  reader.read(lastWord, 6);
  expect(reader).toMatchObject({ delays: [4, 3], ended: true });
});
