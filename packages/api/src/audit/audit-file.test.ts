import { expect, test } from "vitest";
import type { AuditEntryView } from "./audit.schema.ts";
import { auditFile } from "./audit-file.ts";

const entry: AuditEntryView = {
  id: "aud_1",
  at: "2026-01-01T00:00:00.000Z",
  actorId: null,
  actorName: '=cmd("x")',
  keyId: null,
  action: "auth.signIn",
  refusal: null,
  targetId: null,
  targetName: "a, b",
  details: { email: "a@example.org" },
  requestId: null,
  address: null,
};

async function* entries() {
  yield entry;
}
const written = async (format: "csv" | "jsonl") => (await Array.fromAsync(auditFile(entries(), format))).join("");

test("a cell of the CSV is no formula, and keeps its quotes and commas", async () => {
  const [head, row, end] = (await written("csv")).split("\r\n");
  expect(head?.split(",").slice(0, 5)).toEqual(["at", "action", "refusal", "actorId", "actorName"]);
  expect(row).toBe(
    `"2026-01-01T00:00:00.000Z","auth.signIn",,,"'=cmd(""x"")",,,"a, b","{""email"":""a@example.org""}",,,"aud_1"`,
  );
  expect(end).toBe("");
});

test("a line of JSON is an entry", async () => {
  expect(JSON.parse(await written("jsonl"))).toEqual(entry);
});
