import { email, password, trigram, username } from "@causerie/api/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "./rules.ts";

const schemas = { email, password, username, trigram };
const names = ["email", "password", "username", "trigram"] as const;

describe("the rules of the forms", () => {
  it.each([
    ["email", ["", "ada", "ada@", "@example.org", "a b@example.org", `${"a".repeat(250)}@example.org`]],
    ["password", ["", "1234567", "é".repeat(129), "👩‍👩‍👧"]],
    ["username", ["", "a", ".ada", "ada lovelace", "a".repeat(33)]],
    ["trigram", ["ab", "abcd", "a1b", "aß"]],
  ] as const)("refuse what the schema of %s refuses", (name, values) => {
    for (const value of values) {
      expect(rules[name](value), value).toBe(false);
      expect(schemas[name].safeParse(value).success, value).toBe(false);
    }
  });

  it.each(names)("refuse no %s that the schema accepts", (name) => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 140 }),
      fc.emailAddress(),
      fc.string({ unit: fc.constantFrom(..."AbcÉß ﬁ.-_9Ж "), minLength: 1, maxLength: 34 }),
    );
    fc.assert(
      fc.property(text, (value) => {
        if (schemas[name].safeParse(value).success) expect(rules[name](value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
