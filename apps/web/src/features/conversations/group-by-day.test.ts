import { describe, expect, it } from "vitest";
import { dayOf, groupByDay } from "./group-by-day.ts";
import { conversationAt } from "./testing.ts";

const timeZone = "Europe/Paris";
const today = dayOf(new Date("2026-03-09T12:00:00Z"), timeZone);
const groupsOf = (...times: string[]) =>
  groupByDay(
    times.map((time, index) => conversationAt(`conv_${index}`, time)),
    { today, timeZone },
  ).map(({ group, items }) => [group, items.length]);

describe("groupByDay", () => {
  it("goes by the reader's calendar, not by hours", () => {
    // 23:30 UTC on the 8th is 00:30 on the 9th in Paris.
    expect(groupsOf("2026-03-08T23:30:00Z", "2026-03-08T22:30:00Z")).toEqual([
      ["today", 1],
      ["yesterday", 1],
    ]);
  });

  it("counts seven days before yesterday's heading ends, then months", () => {
    expect(
      groupsOf("2026-03-07T12:00:00Z", "2026-03-02T12:00:00Z", "2026-03-01T12:00:00Z", "2025-12-31T12:00:00Z"),
    ).toEqual([
      ["week", 2],
      ["month:2026-03", 1],
      ["month:2025-12", 1],
    ]);
  });

  it("keeps what is pinned first whatever its day", () => {
    const pinned = { ...conversationAt("conv_p", "2024-01-01T00:00:00Z"), pinned: true };
    const groups = groupByDay([pinned, conversationAt("conv_1", "2026-03-09T00:00:00Z")], { today, timeZone });
    expect(groups.map(({ group }) => group)).toEqual(["pinned", "today"]);
  });

  it("takes a time from the future for today", () => {
    expect(groupsOf("2026-03-12T00:00:00Z")).toEqual([["today", 1]]);
  });
});
