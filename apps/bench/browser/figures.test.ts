import { expect, test } from "vitest";
import { figuresOf } from "./figures.ts";

const span = { from: 1_000, to: 2_000 };

test("only tasks over 50 ms within the span count", () => {
  const longTasks = [
    { at: 900, took: 300 },
    { at: 1_100, took: 50 },
    { at: 1_200, took: 70 },
    { at: 2_001, took: 200 },
  ];
  expect(figuresOf({ longTasks, interactions: [], frames: [] }, span, 0)).toMatchObject({
    longTasks: 1,
    longestTaskMs: 70,
  });
});

test("keys of which nothing was reported count as quick ones", () => {
  const interactions: [number, number][] = [[7, 120]];
  const notes = { longTasks: [], interactions, frames: [] };
  expect(figuresOf(notes, span, 100).inputP98Ms).toBe(16);
  expect(figuresOf(notes, span, 10).inputP98Ms).toBe(120);
});

test("the frame rate is that of the span", () => {
  const frames = [0, 1_000, 1_250, 1_500, 2_000, 9_000];
  const figures = figuresOf({ longTasks: [], interactions: [], frames }, span, 0);
  expect(figures).toMatchObject({ frameRate: 3, longestFrameMs: 500 });
});
