import { newId } from "@causerie/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { maxPartBytes } from "./imports.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

const partType = { "content-type": "application/offset+octet-stream" };
const file = Buffer.from(
  JSON.stringify([{ uuid: "c", name: "Over HTTP", chat_messages: [{ uuid: "m", sender: "human", text: "Hello" }] }]),
);

let server: TestServer;
let id: string;

beforeAll(async () => {
  server = await startTestServer({ maxBodyBytes: 10_000 });
});
afterAll(() => server[Symbol.asyncDispose]());

async function call(procedure: string, input: object) {
  const response = await server.post(`/api/trpc/imports.${procedure}`, JSON.stringify(input), server.bearer);
  return (await response.json()).result.data;
}

async function status() {
  const query = encodeURIComponent(JSON.stringify({ id }));
  const response = await fetch(`${server.origin}/api/trpc/imports.status?input=${query}`, { headers: server.bearer });
  return (await response.json()).result.data;
}

function send(
  offset: number | string,
  body: BodyInit,
  options: { headers?: Record<string, string>; to?: string } = {},
) {
  const headers = { ...server.bearer, ...partType, "upload-offset": `${offset}`, ...options.headers };
  return fetch(`${server.origin}/api/import/${options.to ?? id}`, { method: "PATCH", body, headers });
}

async function refusal(response: Response): Promise<[number, unknown]> {
  return [response.status, (await response.json()).error.data.appCode];
}

beforeEach(async () => {
  id = (await call("start", { fileName: "c.json", fingerprint: newId("import"), sizeBytes: file.length })).id;
  return () => call("cancel", { id });
});

describe("refused", () => {
  test("without proof of who sends", async () => {
    expect(await refusal(await send(0, file, { headers: { authorization: "" } }))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test.each([["imp_x"], ["..%2f..%2fx"], [""]])("to %j, which is no import", async (to) => {
    expect(await refusal(await send(0, file, { to }))).toEqual([404, "NOT_FOUND"]);
  });

  test("from another origin", async () => {
    const headers = { origin: "https://elsewhere.example" };
    expect(await refusal(await send(0, file, { headers }))).toEqual([403, "ORIGIN_REFUSED"]);
  });

  test.each(["", "-1", "1.5", "0x1", "9".repeat(20)])("at the offset %j", async (offset) => {
    expect(await refusal(await send(offset, file))).toEqual([400, "INVALID_INPUT"]);
  });

  test("where the file does not end, saying where it does", async () => {
    const response = await send(3, file);
    expect(response.status).toBe(409);
    expect((await response.json()).error.data).toMatchObject({ appCode: "UPLOAD_OFFSET_WRONG", params: { offset: 0 } });
  });

  test("as another type, and as a part that is too large", async () => {
    const headers = { "content-type": "application/json" };
    expect(await refusal(await send(0, file, { headers }))).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    expect(await refusal(await send(0, new Uint8Array(maxPartBytes + 1)))).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  test("with another method", async () => {
    const response = await fetch(`${server.origin}/api/import/${id}`, { headers: server.bearer });
    expect(await refusal(response)).toEqual([404, "NOT_FOUND"]);
  });
});

test("parts make a file, also after one broke off, and the file becomes conversations", async () => {
  expect(await (await send(0, file.subarray(0, 10))).json()).toEqual({ receivedBytes: 10 });
  const broken = new ReadableStream({
    async pull(controller) {
      controller.enqueue(file.subarray(10, 20));
      await expect.poll(async () => (await status()).receivedBytes).toBe(20);
      controller.error(new Error("the network went away"));
    },
  });
  // A body that is made as it is sent needs this word, which the types do not know yet.
  const init = { duplex: "half" } as object;
  const headers = { ...server.bearer, ...partType, "upload-offset": "10" };
  const sending = fetch(`${server.origin}/api/import/${id}`, { method: "PATCH", body: broken, headers, ...init });
  await expect(sending).rejects.toThrow();
  await expect.poll(async () => (await send(20, file.subarray(20))).status).toBe(200);
  await expect.poll(async () => (await status()).status).toBe("complete");
  expect(await status()).toMatchObject({ imported: 1, skipped: 0, source: "claude" });
});
