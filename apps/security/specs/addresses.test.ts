import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { registerAdmin } from "@causerie/e2e/fixtures/people";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer, call, dataOf, field } from "../harness/call.ts";
import { startServer } from "../harness/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let headers: Record<string, string>;
const reached: string[] = [];
/** Stands for whatever listens inside the network and trusts who is inside. */
const inside = createServer((request, response) => {
  reached.push(request.url ?? "");
  response.end('{"data":[]}');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  server = await startServer();
  const { email, password } = await registerAdmin(server.url, await server.setupLink());
  const login = await call(server.url, { path: "auth.login", type: "mutation" }, { input: { email, password } });
  headers = bearer(String(field(dataOf(login), "accessToken")));
});
afterAll(async () => {
  inside.close();
  await server?.close();
});

test.for([
  "http://127.0.0.1:PORT/v1",
  "http://localhost:PORT/v1",
  "http://LOCALHOST:PORT/v1",
  "http://127.1:PORT/v1",
  "http://2130706433:PORT/v1",
  "http://0x7f000001:PORT/v1",
  "http://0177.0.0.1:PORT/v1",
  "http://0.0.0.0:PORT/v1",
  "http://[::1]:PORT/v1",
  "http://[::ffff:127.0.0.1]:PORT/v1",
  "http://[::ffff:7f00:1]:PORT/v1",
  "http://[::]:PORT/v1",
  "http://169.254.169.254/latest/meta-data",
  "http://[fd00:ec2::254]/latest",
  "http://10.0.0.1/v1",
  "http://172.16.0.1/v1",
  "http://192.168.1.1/v1",
  "http://100.64.0.1/v1",
  "http://[fe80::1]/v1",
  "http://[64:ff9b::7f00:1]/v1",
  "http://user:password@127.0.0.1:PORT/v1",
  "http://example.org@127.0.0.1:PORT/v1",
  "file:///etc/passwd",
  "gopher://127.0.0.1:PORT/_GET",
  "ftp://127.0.0.1/",
  "javascript:alert(1)",
])("an admin can't make the server ask %s", async (address) => {
  const { port } = inside.address() as AddressInfo;
  const input = {
    slug: "inside",
    kind: "compatible",
    baseUrl: address.replace("PORT", String(port)),
    apiKey: "sk-inside",
    models: ["a"],
  };
  const refusals = ["PROVIDER_ADDRESS_REFUSED", "INVALID_INPUT"];
  expect(refusals).toContain((await mutate("providers.create", input)).code);
  // Not even without asking first.
  expect(refusals).toContain((await mutate("providers.create", { ...input, untested: true })).code);
  expect(reached).toEqual([]);
});

function mutate(path: string, input: unknown) {
  return call(server.url, { path, type: "mutation" }, { input, headers });
}
