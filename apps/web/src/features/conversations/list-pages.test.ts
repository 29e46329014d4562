import { describe, expect, it } from "vitest";
import { type ConversationPage, findInPages, goneFromPage, placeInPages, removeFromPages } from "./list-pages.ts";
import { conversationAt } from "./testing.ts";

const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
const pinned = { ...conversationAt("conv_p", day(1)), pinned: true };
const data: { pages: ConversationPage[]; pageParams: (string | null)[] } = {
  pages: [
    { items: [pinned, conversationAt("conv_9", day(9))], nextCursor: "more" },
    { items: [conversationAt("conv_7", day(7)), conversationAt("conv_5", day(5))], nextCursor: "more" },
  ],
  pageParams: [null, "more"],
};
const order = (next: typeof data) => next.pages.map((page) => page.items.map(({ id }) => id));

describe("placeInPages", () => {
  it("leaves out what belongs beyond the loaded pages", () => {
    const next = placeInPages(data, conversationAt("conv_7", day(2)));
    expect(order(next)).toEqual([["conv_p", "conv_9"], ["conv_5"]]);
  });

  it("puts it at the end when there is nothing beyond", () => {
    const whole = { ...data, pages: data.pages.map((page) => ({ ...page, nextCursor: null })) };
    expect(order(placeInPages(whole, conversationAt("conv_2", day(2))))[1]).toEqual(["conv_7", "conv_5", "conv_2"]);
  });

  it("moves one up below the pinned ones when something happened in it", () => {
    const next = placeInPages(data, { ...conversationAt("conv_5", "2026-01-10T00:00:00.000Z") });
    expect(order(next)).toEqual([["conv_p", "conv_5", "conv_9"], ["conv_7"]]);
  });

  it("moves one among the pinned", () => {
    const next = placeInPages(data, { ...conversationAt("conv_5", day(5)), pinned: true });
    expect(order(next)[0]).toEqual(["conv_5", "conv_p", "conv_9"]);
  });

  it("does not change the pages that it was given", () => {
    const before = structuredClone(data);
    placeInPages(data, conversationAt("conv_8", day(8)));
    expect(data).toEqual(before);
  });
});

describe("removeFromPages", () => {
  it("returns the same object when there is nothing to remove", () => {
    expect(removeFromPages(data, "conv_x")).toBe(data);
  });

  it("takes it out of its page", () => {
    expect(findInPages(removeFromPages(data, "conv_7"), "conv_7")).toBeUndefined();
  });
});

describe("goneFromPage", () => {
  const page = (ids: number[], nextCursor: string | null) => ({
    items: ids.map((id) => conversationAt(`conv_${id}`, day(id))),
    nextCursor,
  });

  it("takes nothing away that the page read anew does not reach to", () => {
    expect(goneFromPage(page([9, 7, 5], "more"), page([9, 7], "more"))).toEqual([]);
  });

  it("knows what is gone from what was read", () => {
    expect(goneFromPage(page([9, 7, 5], null), page([9, 5], "more"))).toEqual(["conv_7"]);
    expect(goneFromPage(page([9, 7, 5], null), page([], null))).toEqual(["conv_9", "conv_7", "conv_5"]);
  });
});
