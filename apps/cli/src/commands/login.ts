import { hostname } from "node:os";
import { createCauserieClient } from "@causerie/client";
import { defineCommand } from "../command.ts";
import { UsageError } from "../exit-codes.ts";
import { readServers, type SavedServer, serverFilePath, writeServers } from "../servers/server-file.ts";
import { signIn } from "../servers/sign-in.ts";
import { openQuestions, type Questions } from "../terminal/questions.ts";

const usualScopes = ["chat", "conversations:read", "conversations:write", "usage:read"] as const;
const keyDays = 90;

export const login = defineCommand({
  name: "login",
  operands: ["[URL]"],
  summary: "keep a key for a server, so that the other commands can use it",
  details: `Asks for the server's address, your email and password, and makes an API key of your account that ends after ${keyDays} days.
The key is kept in servers.json below $XDG_CONFIG_HOME/causerie (~/.config), which only you can read; the password is not kept.`,
  options: {
    server: { type: "string", short: "s", value: "NAME", about: "what to call it here; by default its host" },
    key: { type: "boolean", about: "bring an API key instead: it is asked for, or read from standard input" },
    admin: { type: "boolean", about: "let the key administer the server, for `causerie user`" },
  },
  async run({ operands, options, terminal }) {
    using questions = openQuestions(terminal);
    const url = address(operands[0] ?? (await questions.ask("Address of the server: ")));
    if (url.protocol === "http:" && !isLoopback(url.hostname)) {
      terminal.err(`${url.host} is reached without TLS: whoever is on the way can read your password and key.\n`);
    }
    const baseUrl = url.origin;
    const name = options.server ?? url.host;
    const server = options.key ? await byKey(questions, baseUrl) : await byPassword(questions, baseUrl, options);
    const file = await readServers(terminal);
    await writeServers(terminal, { current: name, servers: { ...file.servers, [name]: server } });
    await terminal.out(`Signed in to ${name}${server.email ? ` as ${server.email}` : ""}.\n`);
    terminal.err(`The key is kept in ${serverFilePath(terminal)}.\n`);
    return undefined;
  },
});

/** @throws {UsageError} */
function address(text: string): URL {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new UsageError(`${trimmed || "Nothing"} is no address of a server, such as https://chat.example.org.`);
  }
  return url;
}

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || host.startsWith("127.");

async function byKey(questions: Questions, url: string): Promise<SavedServer> {
  const key = (await questions.askSecret("API key: ")).trim();
  // A key that the server refuses is not kept.
  const me = await createCauserieClient({ baseUrl: url, apiKey: key }).api.auth.me.query();
  return { url, key, email: me.email, keyId: null };
}

async function byPassword(questions: Questions, url: string, { admin }: { admin: boolean }): Promise<SavedServer> {
  const { client, email } = await signIn(questions, { url, email: null });
  const { key, id } = await client.api.apiKeys.create.mutate({
    name: `causerie on ${hostname()}`.slice(0, 100),
    scopes: admin ? [...usualScopes, "admin"] : [...usualScopes],
    expiresInDays: keyDays,
  });
  return { url, key, email, keyId: id };
}
