import { expect, test } from "vitest";
import { codeOf, createChatApp } from "../testing/index.ts";

const few = { points: 2, seconds: 60 };

test("a refusal says when to try again, writes nothing, and hits that person alone", async () => {
  await using app = await createChatApp({
    limits: { send: few },
  });
  const ada = await app.person("ada");
  const eve = await app.person("eve");
  for (let count = 0; count < 2; count++) await ada.caller.chat.send({ content: "Hello" });
  const refused = ada.caller.chat.send({ content: "Hello" });
  await expect(refused).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS", cause: { code: "RATE_LIMITED" } });
  const error = await refused.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ cause: { params: { retryAfterSeconds: expect.any(Number) } } });
  expect((await ada.caller.conversations.list({})).items).toHaveLength(2);
  expect((await eve.caller.chat.send({ content: "Hello" })).runId).toMatch(/^run_/);
});

test("whoever is not signed in is counted by address", async () => {
  await using app = await createChatApp({
    limits: { default: few },
  });
  const from = (address: string) => app.createCaller({ requestId: "r", address, credentials: { kind: "none" } });
  for (let count = 0; count < 2; count++) await from("192.0.2.1").auth.access();
  expect(await codeOf(from("192.0.2.1").auth.access())).toBe("RATE_LIMITED");
  expect(await from("192.0.2.2").auth.access()).toMatchObject({ registration: "open" });
});
