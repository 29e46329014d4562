import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSealedText } from "./sealed-text.ts";

const authSecret = "an auth secret of the tests, long enough";
const sealed = createSealedText(authSecret, "second-factor");

describe("sealed text", () => {
  it("does not open for another owner, under another key or purpose, or when a byte of it changed", () => {
    const text = sealed.seal("a secret", "usr_ann");
    expect(() => sealed.open(text, "usr_bob")).toThrow(/does not open/);
    expect(() => createSealedText(`${authSecret}!`, "second-factor").open(text, "usr_ann")).toThrow(/does not open/);
    expect(() => createSealedText(authSecret, "links").open(text, "usr_ann")).toThrow(/does not open/);
    const bytes = Buffer.from(text, "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealed.open(changed.toString("base64url"), "usr_ann")).toThrow(/does not open/);
    }
    for (const broken of ["", "AAAA", text.slice(0, 30)]) {
      expect(() => sealed.open(broken, "usr_ann")).toThrow(/does not open/);
    }
  });

  it("opens as what was sealed, and is never sealed alike twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, owner) => {
        const once = sealed.seal(text, owner);
        expect(sealed.open(once, owner)).toBe(text);
        expect(sealed.seal(text, owner)).not.toBe(once);
      }),
    );
  });
});
