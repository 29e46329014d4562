import { expect, test } from "vitest";
import { loggedError } from "./log-error.ts";
import { createLogger } from "./logger.ts";

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger({ level: "info", destination: { write: (line) => lines.push(line) } }).info(fields, "done");
  return lines.join("");
}

class PrismaClientValidationError extends Error {
  override readonly name = "PrismaClientValidationError";
}

test("an error of the database never brings what was being written, nor does one that wraps it", () => {
  const inner = new PrismaClientValidationError('Invalid `create()`: { passwordHash: "$argon2id$secret" }');
  const outer = new Error(inner.message, { cause: inner });
  for (const err of [
    inner,
    outer,
    Object.assign(new Error("Key (email)=(secret@x.y)"), { severity: "ERROR", code: "23505" }),
  ]) {
    expect(logged({ err })).not.toContain("secret");
  }
  expect(loggedError(outer)).toMatchObject({ type: "Error", cause: { type: "PrismaClientValidationError" } });
});

test("the message, code and frames of other errors are kept", () => {
  const err = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
  expect(loggedError(err)).toMatchObject({ type: "Error", message: "connection refused", code: "ECONNREFUSED" });
  expect(loggedError(err).stack).toContain("log-error.test.ts");
});

test("a chain of causes that turns in a circle ends", () => {
  const error = new Error("a");
  error.cause = error;
  expect(JSON.stringify(loggedError(error)).length).toBeLessThan(10_000);
});

test("fields that are secrets by their name are never written", () => {
  const line = logged({
    password: "hunter2",
    request: { authorization: "Bearer hunter2", deep: { apiKey: "hunter2" } },
  });
  expect(line).not.toContain("hunter2");
});
