import { expect, test } from "vitest";
import { z } from "zod";
import { EnvError, envBoolean, envInteger, parseEnv } from "./env.ts";

const shape = {
  PORT: envInteger({ min: 1, max: 65_535 }).default(3000),
  DEBUG: envBoolean.default(false),
  KEY: z.string(),
};

test.each([
  [{ KEY: "k", PORT: "99999" }, "PORT can't be used: expected a whole number from 1 to 65535."],
  [{ KEY: "k", PORT: "12abc" }, "PORT can't be used: expected a whole number from 1 to 65535."],
  [{ KEY: "k", DEBUG: "maybe" }, "DEBUG can't be used: expected true or false."],
])("a value that can't be used is refused with a sentence that names it: %j", (source, sentence) => {
  expect(() => parseEnv(shape, source)).toThrow(new EnvError(sentence));
});

test("a variable that is missing is named, and an empty one is missing", () => {
  expect(() => parseEnv(shape, {})).toThrow(/^KEY is missing/);
  expect(() => parseEnv(shape, { KEY: "" })).toThrow(/^KEY is missing/);
});

test("the value itself is never repeated", () => {
  expect(() => parseEnv({ SECRET: z.url() }, { SECRET: "hunter2" })).not.toThrow(/hunter2/);
});

test("what is unset has its default", () => {
  expect(parseEnv(shape, { KEY: "k", PORT: "" })).toEqual({ PORT: 3000, DEBUG: false, KEY: "k" });
  expect(parseEnv(shape, { KEY: "k", DEBUG: "YES", PORT: "80" })).toEqual({ PORT: 80, DEBUG: true, KEY: "k" });
});
