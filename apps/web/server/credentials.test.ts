import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
let key: string;
let other: string;

beforeAll(async () => {
  server = await startTestServer();
  const ada = server.bearer;
  const make = async (scopes: string[]) => {
    const answer = await server.post("/api/trpc/apiKeys.create", JSON.stringify({ name: "A", scopes }), ada);
    return (await answer.json()).result.data.key;
  };
  key = await make(["chat"]);
  other = await make(["conversations:read"]);
});
afterAll(() => server[Symbol.asyncDispose]());

/** The code with which these headers are refused, or `ok`; a list is a header that is sent so many times. */
function outcome(headers: Record<string, string | string[]>, path = "/api/trpc/auth.me"): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: "127.0.0.1", path, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => {
        resolve(response.statusCode === 200 ? "ok" : `${response.statusCode} ${JSON.parse(body).error.data.appCode}`);
      });
    })
      .on("error", reject)
      .end();
  });
}

describe("the headers of a program", () => {
  test("that contradict each other, or come twice, are refused", async () => {
    const bearer = (value: string) => `Bearer ${value}`;
    const ambiguous = [
      { authorization: bearer(key), "x-api-key": other },
      { authorization: server.bearer.authorization, "x-api-key": key },
      { authorization: "Basic YTpi", "x-api-key": key },
      { authorization: [bearer(key), bearer(key)] },
      { authorization: [bearer(key), bearer(other)] },
      { "x-api-key": [key, key] },
    ];
    for (const headers of ambiguous) {
      expect(await outcome(headers), JSON.stringify(headers)).toBe("401 CREDENTIALS_AMBIGUOUS");
    }
  });

  test("with a key that is not whole, or none, are refused", async () => {
    expect(await outcome({ "x-api-key": key.slice(0, -2) })).toBe("401 KEY_INCOMPLETE");
    expect(await outcome({ authorization: `Bearer ${key.slice(0, -2)}` })).toBe("401 KEY_INCOMPLETE");
    expect(await outcome({ "x-api-key": "cs_live_" })).toBe("401 KEY_INCOMPLETE");
    for (const nothing of ["", " ", "a b", `${key}, ${key}`, "x".repeat(300)]) {
      expect(await outcome({ "x-api-key": nothing }), nothing).toBe("401 UNAUTHENTICATED");
    }
    expect(await outcome({})).toBe("401 UNAUTHENTICATED");
  });

  test("prove who it is from, one by one and both with the same key", async () => {
    expect(await outcome({ "x-api-key": key })).toBe("ok");
    expect(await outcome({ authorization: `Bearer ${key}` })).toBe("ok");
    expect(await outcome({ authorization: `bearer ${key}`, "x-api-key": key })).toBe("ok");
  });
});

test("files need the scope of what is in them", async () => {
  expect(await outcome({ "x-api-key": key }, "/api/export/all.zip")).toBe("403 SCOPE_MISSING");
  const zip = await fetch(`${server.origin}/api/export/all.zip`, { headers: { "x-api-key": other } });
  expect(zip.status).toBe(200);
  await zip.arrayBuffer();
  const part = { method: "PATCH", body: "x", headers: { "x-api-key": other } };
  const refused = await fetch(`${server.origin}/api/import/imp_x`, part);
  expect([refused.status, (await refused.json()).error.data.appCode]).toEqual([403, "SCOPE_MISSING"]);
});
