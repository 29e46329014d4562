import { AppError, isAppError } from "@causerie/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { password as passwordSchema } from "../auth.schema.ts";
import { assertUncommonPassword } from "./password-rules.ts";
import { normalizePassword, passwordLength } from "./password-text.ts";

const names = { email: "marie.curie@example.org", username: "MarieSkłodowska" };
const check = (password: string) => () => assertUncommonPassword(password, names);

describe("assertUncommonPassword", () => {
  it.each([
    "password",
    "12345678",
    "PassWord1",
    "iloveyou",
    "azertyuiop",
    "motdepasse",
    "ｐａｓｓｗｏｒｄ",
    "aaaaaaaaaa",
    "🔑🔑🔑🔑🔑🔑🔑🔑",
    "marie.curie@example.org",
    "Marie.Curie",
    "marieskłodowska",
  ])("refuses %j", (password) => {
    expect(check(password)).toThrow(expect.objectContaining({ name: "AppError", code: "PASSWORD_TOO_COMMON" }));
  });

  it.each(["correct horse battery staple", "Zażółć gęślą jaźń", "пароль-из-слов", "xk9#vmQ2", "password\n12345678"])(
    "accepts %j",
    (password) => {
      expect(check(password)).not.toThrow();
    },
  );

  it("throws nothing but an AppError", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (password) => {
        try {
          assertUncommonPassword(password, names);
        } catch (error) {
          expect(isAppError(error, "PASSWORD_TOO_COMMON")).toBe(true);
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe("the password's form", () => {
  it.each([
    ["seven characters", "abcdef7"],
    ["seven characters in fourteen UTF-16 units", "🔑".repeat(7)],
    ["129 characters", `${"ab".repeat(64)}c`],
    ["half of a surrogate pair", "abcdefgh\ud800"],
    ["one character with 10,000 marks", `a${"\u0301".repeat(10_000)}`],
    ["one character that NFKC would make long", "\ufdfa".repeat(60)],
  ])("refuses %s", (_name, password) => {
    expect(passwordSchema.safeParse(password).success).toBe(false);
  });

  it.each(["abcdefg8", "🔑🌍🎈🐙🍞🧭🎻🪁", "ab".repeat(64), "        ", "NUL\0inside"])("accepts %j", (password) => {
    expect(passwordSchema.safeParse(password).success).toBe(true);
  });

  it("is the same for the same keys on systems that compose letters differently", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (password) => {
        const normal = normalizePassword(password);
        expect(normalizePassword(password.normalize("NFD"))).toBe(normal);
        expect(normalizePassword(normal)).toBe(normal);
        expect(passwordLength(password)).toBe([...normal].length);
      }),
    );
  });
});
