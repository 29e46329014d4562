import { expect, test } from "vitest";
import { hottest } from "./profile.ts";

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 });
const profile = {
  nodes: [
    { id: 1, callFrame: frame("(idle)", "") },
    { id: 2, callFrame: frame("parse", "file:///r/node_modules/.pnpm/zod@4/node_modules/zod/v4/core.js") },
    { id: 3, callFrame: frame("send", "file:///r/packages/api/src/chat/chat.service.ts") },
    { id: 4, callFrame: frame("", "file:///r/node_modules/.pnpm/zod@4/node_modules/zod/v4/core.js") },
    { id: 5, callFrame: frame("(garbage collector)", "") },
  ],
  samples: [1, 2, 3, 2, 4, 5],
  timeDeltas: [90_000, 1000, 2500, 1000, 1000, 500],
};

test("time is added up by function, and idling is none", () => {
  expect(hottest(profile, "function", 2)).toEqual([
    { name: "send chat/chat.service.ts:10", selfMs: 2.5 },
    { name: "parse v4/core.js:10", selfMs: 2 },
  ]);
});

test("by package, dependencies go by their name and ours by their folder", () => {
  expect(hottest(profile, "package", 9)).toEqual([
    { name: "zod", selfMs: 3 },
    { name: "packages/api", selfMs: 2.5 },
    { name: "(garbage collector)", selfMs: 0.5 },
  ]);
});
