import { describe, expect, it } from "vitest";
import { checkMessages } from "./check-messages.ts";
import { checkTexts, compareCatalogues, flatten } from "./messages/catalogue.ts";
import { literalKeys, stringLiterals, templatePatterns } from "./messages/usage.ts";

const catalogue = (json: unknown) => new Map(flatten(json, "ns"));

describe("the catalogues", () => {
  it("are complete, agree with each other and with the code", () => {
    expect(checkMessages()).toEqual([]);
  });
});

describe("compareCatalogues", () => {
  it.each([
    [{ a: "x" }, {}, "fr: ns.a is missing"],
    [{}, { a: "x" }, "fr: ns.a is in no other"],
    [{ a: "{name}" }, { a: "{nom}" }, "fr: ns.a has the placeholders [nom:argument] instead of [name:argument]"],
    [{ a: "{n, plural, other {#}}" }, { a: "{n}" }, "fr: ns.a has the placeholders [n:argument] instead of [n:plural]"],
    [
      { a: "{n, plural, other {{x}}}" },
      { a: "{n, plural, other {#}}" },
      "fr: ns.a has the placeholders [n:plural] instead of [n:plural, x:argument]",
    ],
  ])("finds what differs between %j and %j", (leading, other, problem) => {
    expect(compareCatalogues(catalogue(leading), catalogue(other), "fr")).toEqual([problem]);
  });
});

describe("checkTexts", () => {
  it.each(["", "  ", "{", "{n, plural, one {x}}", "It's", "Wait...", "Oui !", "Quoi ?", "Ici: là", "« x »"])(
    "refuses %j in French",
    (text) => expect(checkTexts(catalogue({ a: text }), "fr")).toHaveLength(1),
  );

  it.each(["Quoi\u202f?", "Ici\u00a0: là", "«\u202fx\u202f»", "https://x", "L’an {n, plural, =0 {zéro} other {#}}"])(
    "takes %j in French",
    (text) => expect(checkTexts(catalogue({ a: text }), "fr")).toEqual([]),
  );
});

describe("literalKeys", () => {
  it("follows a translator to its namespace", () => {
    const source = `
      const t = useTranslations("auth.signIn");
      const [all, { x }, format] = await Promise.all([getTranslations(), other(1, 2), getTranslations("forms")]);
      t("title"); t.rich("intro", {}); all("pages.x"); format("y"); notT("z"); t(dynamic);`;
    expect(literalKeys(source).sort()).toEqual(["auth.signIn.intro", "auth.signIn.title", "forms.y", "pages.x"]);
  });
});

describe("stringLiterals", () => {
  it("finds the literals of any quotes", () => {
    expect(stringLiterals(`"a.b" 'c' \`d\` "e f"`)).toEqual(["a.b", "c", "d"]);
  });
});

describe("templatePatterns", () => {
  it("matches the keys that a template can make, and no other", () => {
    const [pattern] = templatePatterns("t(`suggestions.\u0024{name}.label`); f(`\u0024{a}`)");
    expect(pattern?.test("chat.suggestions.first.label")).toBe(true);
    expect(pattern?.test("chat.suggestions.first.text")).toBe(false);
    expect(templatePatterns("f(`\u0024{a}`); g(`x y \u0024{b}`)")).toEqual([]);
  });
});
