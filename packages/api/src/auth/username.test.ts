import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { username } from "./auth.schema.ts";
import { usernameKey } from "./username.ts";

describe("username", () => {
  it.each([
    ["empty", ""],
    ["one letter", "a"],
    ["33 letters", "a".repeat(33)],
    ["a space", "marie curie"],
    ["a leading dot", ".marie"],
    ["NUL", "marie\0"],
    ["half of a surrogate pair", "marie\ud800"],
    ["a right-to-left override", "marie\u202e"],
    ["a zero-width joiner", "ma\u200drie"],
    ["a heap of marks", `ma${"\u0301".repeat(10)}rie`],
    ["a Cyrillic letter among Latin ones", "аdmin"],
    ["a Greek letter among Latin ones", "αdmin"],
    ["markup", "<b>marie"],
  ])("refuses %s", (_name, text) => {
    expect(username.safeParse(text).success).toBe(false);
  });

  it.each([
    ["marie", "marie"],
    ["  Marie_C.-2 ", "Marie_C.-2"],
    ["Ｍａｒｉｅ", "Marie"],
    ["Zoe\u0308", "Zoë"],
    ["мария", "мария"],
    ["मारिया", "मारिया"],
    ["マリー", "マリー"],
  ])("takes %j as %j", (text, stored) => {
    expect(username.parse(text)).toBe(stored);
  });
});

describe("usernameKey", () => {
  it.each([
    ["Marie", "mARIE"],
    ["Strauß", "STRAUSS"],
    ["Strauß", "STRAUẞ"],
    ["Σίσυφος", "ΣΊΣΥΦΟΣ"],
    ["Zoë", "ZOE\u0308"],
    ["ﬁona", "Fiona"],
  ])("is one for %s and %s", (one, other) => {
    expect(usernameKey(one)).toBe(usernameKey(other));
  });

  it("is the same in any case and form", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const name = text.normalize("NFKC");
        expect(usernameKey(name.toUpperCase())).toBe(usernameKey(name));
        expect(usernameKey(name.normalize("NFD"))).toBe(usernameKey(name));
      }),
    );
  });
});
