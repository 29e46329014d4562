import { newId } from "@causerie/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
let conversationId: string;

beforeAll(async () => {
  server = await startTestServer();
  const created = await server.post("/api/trpc/conversations.create", '{"title":"Été \\"; x=\\"y"}', server.bearer);
  conversationId = (await created.json()).result.data.id;
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = server.bearer) =>
  fetch(`${server.origin}${path}`, { headers });

async function refusal(response: Response): Promise<[number, unknown]> {
  return [response.status, (await response.json()).error.data.appCode];
}

describe("refused", () => {
  test.each(["md", "json", "html"])("without proof of who asks, as %s", async (format) => {
    const path = `/api/export/conversations/${conversationId}.${format}`;
    expect(await refusal(await get(path, {}))).toEqual([401, "UNAUTHENTICATED"]);
    expect(await refusal(await get(path, { authorization: "Bearer" }))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("everything, without proof of who asks", async () => {
    expect(await refusal(await get("/api/export/all.zip", {}))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test.each([
    "conversations/conv_x.md",
    "conversations/.md",
    "conversations/..%2f..%2fetc.md",
    "conversations/x.exe",
    "other.zip",
    "",
  ])("%s is nothing", async (path) => {
    expect(await refusal(await get(`/api/export/${path}`))).toEqual([404, "NOT_FOUND"]);
  });

  test("a conversation of nobody's, exactly as another's", async () => {
    expect(await refusal(await get(`/api/export/conversations/${newId("conversation")}.md`))).toEqual([
      404,
      "NOT_FOUND",
    ]);
  });

  test("a download that another site began", async () => {
    const headers = { ...server.bearer, "sec-fetch-site": "cross-site" };
    expect(await refusal(await get("/api/export/all.zip", headers))).toEqual([403, "ORIGIN_REFUSED"]);
  });
});

test.each([
  ["md", "text/markdown; charset=utf-8"],
  ["json", "application/json; charset=utf-8"],
  ["html", "text/html; charset=utf-8"],
])("as %s it is a file that nothing shows, keeps or runs", async (format, type) => {
  const response = await get(`/api/export/conversations/${conversationId}.${format}`);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": type,
    "content-disposition": `attachment; filename="Ete ; x= y.${format}"; filename*=UTF-8''%C3%89t%C3%A9%20%3B%20x%3D%20y.${format}`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/^default-src 'none'/),
  });
  expect((await response.text()).length).toBeGreaterThan(10);
});

test("HTML may run nothing and is a page of nobody's, and speaks the reader's language", async () => {
  const path = `/api/export/conversations/${conversationId}.html`;
  const response = await get(path, { ...server.bearer, "accept-language": "fr-CH, en;q=0.5" });
  expect(response.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  expect(await response.text()).toContain('<html lang="fr">');
});

test("everything is a ZIP, and a reader who leaves keeps nobody from asking again", async () => {
  const left = new AbortController();
  const first = await fetch(`${server.origin}/api/export/all.zip`, { headers: server.bearer, signal: left.signal });
  expect(first.headers.get("content-type")).toBe("application/zip");
  left.abort();
  await expect.poll(async () => (await get("/api/export/all.zip")).status).toBe(200);
});
