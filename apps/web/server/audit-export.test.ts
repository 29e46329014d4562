import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = server.bearer) =>
  fetch(`${server.origin}/api/export/${path}`, { headers });

async function refusal(response: Response): Promise<[number, unknown]> {
  return [response.status, (await response.json()).error.data.appCode];
}

async function makeAdmin(): Promise<void> {
  const { db, services } = server.app;
  const { id } = await db.asSystem("test: make an admin", (tx) =>
    tx.user.update({ where: { email: "ada@example.org" }, data: { role: "admin" } }),
  );
  services.auth.accountChanged(id, { sessionsEnded: false });
}

test("the audit log is no visitor's, no member's, and no key's without the scope", async () => {
  expect(await refusal(await get("audit.csv", {}))).toEqual([401, "UNAUTHENTICATED"]);
  expect(await refusal(await get("audit.csv"))).toEqual([403, "FORBIDDEN"]);
  const key = await server.apiKey(["conversations:read"]);
  expect(await refusal(await get("audit.csv", { "x-api-key": key }))).toEqual([403, "SCOPE_MISSING"]);
});

test("an admin takes it out whole or in part, which is in it", async () => {
  await makeAdmin();
  expect(await refusal(await get("audit.xls"))).toEqual([404, "NOT_FOUND"]);
  expect(await refusal(await get("audit.csv?from=yesterday"))).toEqual([400, "INVALID_INPUT"]);

  const csv = await get("audit.csv");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toContain("causerie-audit.csv");
  const [head, ...rows] = (await csv.text()).trimEnd().split("\r\n");
  expect(head).toMatch(/^at,action,/);
  expect(rows[0]).toContain('"audit.export"');

  const refused = await get("audit.jsonl?action=audit.export&person=ada");
  const lines = (await refused.text()).trimEnd().split("\n");
  const entries: { action: string; refusal: string | null; address: string }[] = lines.map((line) => JSON.parse(line));
  expect(entries.map((entry) => entry.refusal)).toEqual([null, null, "FORBIDDEN"]);
  expect(entries.every(({ action, address }) => action === "audit.export" && address === "127.0.0.1")).toBe(true);
});
