import { createCauserieClient, eachItem } from "@causerie/client";
import { startTestServer, type TestServer } from "@causerie/web/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ada } from "./testing/causerie.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const logIn = () => createCauserieClient({ baseUrl: server.origin }).api.auth.login.mutate(ada);

it("refuses two credentials, and names every failure by its code", async () => {
  expect(() => createCauserieClient({ baseUrl: server.origin, apiKey: "a", token: "b" })).toThrow(TypeError);
  const { api } = createCauserieClient({ baseUrl: server.origin });
  await expect(api.conversations.list.query({})).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401 });
  const wrong = api.auth.register.mutate({ ...ada, email: "no email", username: "ada2" });
  await expect(wrong).rejects.toMatchObject({ code: "INVALID_INPUT", fieldErrors: { email: [expect.any(String)] } });
  const away = createCauserieClient({ baseUrl: "http://127.0.0.1:1" });
  await expect(away.api.models.list.query()).rejects.toMatchObject({ code: "NETWORK", status: null });
  const { exportConversation } = createCauserieClient({ baseUrl: server.origin, token: (await logIn()).accessToken });
  await expect(exportConversation("conv_x", "md")).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
});

it("gets a token once for many calls, and anew when it is near its end or the server says that it is over", async () => {
  let got = 0;
  const client = createCauserieClient({
    baseUrl: server.origin,
    async getToken() {
      got += 1;
      const token = await logIn();
      // The first is as good as over; the second is over without saying so.
      if (got === 1) return { ...token, expiresAt: new Date().toISOString() };
      return got === 2 ? { ...token, accessToken: "over" } : token;
    },
  });
  await Promise.all([client.api.auth.me.query(), client.api.models.list.query()]);
  expect(got).toBe(1);
  expect(await client.api.auth.me.query()).toMatchObject({ email: ada.email });
  expect(got).toBe(3);
  await client.api.auth.me.query();
  expect(got).toBe(3);
});

it("waits as long as it may when the server asks to, and says how long when it may not", async () => {
  await using limited = await startTestServer({}, { limits: { default: { points: 1, seconds: 1 } } });
  const visitor = createCauserieClient({ baseUrl: limited.origin });
  await visitor.api.auth.access.query();
  const refused = await visitor.api.auth.access.query().catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 1 });
  const patient = createCauserieClient({ baseUrl: limited.origin, maxWaitSeconds: 10 });
  expect(await Promise.all([patient.api.auth.access.query(), patient.api.auth.access.query()])).toHaveLength(2);
});

it("ends a call when its signal says so, and an answer's reading too", async () => {
  const client = createCauserieClient({ baseUrl: server.origin, token: (await logIn()).accessToken });
  await expect(client.api.models.list.query(undefined, { signal: AbortSignal.abort() })).rejects.toThrow();
  const controller = new AbortController();
  const answer = await client.ask("[[fake: tokens=100000 intervalMs=20]]", { signal: controller.signal });
  const reading = (async () => {
    for await (const _text of answer) controller.abort(new Error("enough"));
  })();
  await expect(reading).rejects.toThrow("enough");
  await answer.stop();
});

it("takes out everything and takes it in again", async () => {
  const client = createCauserieClient({ baseUrl: server.origin, token: (await logIn()).accessToken });
  for (const title of ["One", "Two", "Three"]) await client.api.conversations.create.mutate({ title });
  const titles = await Array.fromAsync(
    eachItem((cursor) => client.api.conversations.list.query({ cursor, limit: 1 })),
    ({ title }) => title,
  );
  expect(titles).toEqual(expect.arrayContaining(["One", "Two", "Three"]));
  const { fileName, contentType, body } = await client.exportAll();
  expect({ fileName, contentType }).toEqual({
    fileName: expect.stringMatching(/\.zip$/),
    contentType: "application/zip",
  });
  const archive = new File([await new Response(body).arrayBuffer()], fileName);
  expect(await client.importFile(archive)).toMatchObject({ status: "complete", skipped: 0 });
  const none = new File(["no conversations"], "none.json");
  await expect(client.importFile(none)).rejects.toMatchObject({ code: expect.stringMatching(/^IMPORT_/) });
});
