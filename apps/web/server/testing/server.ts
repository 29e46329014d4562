import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Scope } from "@causerie/api";
import { createChatApp } from "@causerie/api/testing";
import { silentLogger } from "@causerie/core/server";
import { createRequestListener, type ListenerOptions } from "../request-listener.ts";

/** The server without Next behind it: a page answers with the headers that Next would see. */
export async function startTestServer(
  options: Partial<ListenerOptions> = {},
  appOptions: Parameters<typeof createChatApp>[0] = {},
) {
  const app = await createChatApp(appOptions);
  const server = createServer(
    createRequestListener({
      app,
      log: silentLogger,
      page: async (request: IncomingMessage, response: ServerResponse) => {
        response.end(JSON.stringify(request.headers));
      },
      cookie: { secret: app.sessionSecret, secure: false },
      publicUrl: undefined,
      metricsToken: undefined,
      loopback: true,
      trustedProxies: 0,
      corsOrigins: [],
      maxBodyBytes: 10_000,
      development: false,
      ...options,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const { id: userId } = await app.services.auth.register({
    email: "ada@example.org",
    password: "correct horse battery staple",
    username: "ada",
    address: "192.0.2.1",
  });
  const login = { email: "ada@example.org", password: "correct horse battery staple", address: "192.0.2.1" };
  const { accessToken } = await app.services.auth.login(login);

  return {
    app,
    origin,
    port,
    /** A key of Ada's, with these scopes. */
    async apiKey(scopes: Scope[], more: { budgetMicros?: number; budgetPeriod?: "day" } = {}): Promise<string> {
      const name = "a key of the tests";
      return (await app.services.apiKeys.create({ userId, role: "user" }, { name, scopes, ...more })).key;
    },
    bearer: { authorization: `Bearer ${accessToken}` },
    post: (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${origin}${path}`, { method: "POST", body, headers: { "content-type": "application/json", ...headers } }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app[Symbol.asyncDispose]();
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
