import { type CauserieClient, eachItem } from "@causerie/client";
import { defineCommand, jsonOption, serverOption } from "../command.ts";
import { CommandError } from "../exit-codes.ts";
import { connect, findServer } from "../servers/connect.ts";
import { confirm } from "../terminal/confirm.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { openQuestions } from "../terminal/questions.ts";
import { writeRows } from "../terminal/rows.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Api = CauserieClient["api"];
const details = "It takes a login of an admin: `causerie login --admin`.";

/** The account with exactly this email. @throws {CommandError} when there is none. */
async function findUser(api: Api, email: string) {
  const wanted = email.trim().toLowerCase();
  const matches = eachItem((cursor) => api.users.list.query({ cursor, query: wanted, limit: 100 }));
  for await (const user of matches) if (user.email === wanted) return user;
  throw new CommandError(`Nobody there has an account with the email ${email}.`);
}

const list = defineCommand({
  name: "user list",
  operands: ["[TEXT]"],
  summary: "accounts, the newest first; with a text, those whose name or email has it",
  details,
  options: { json: jsonOption, server: serverOption },
  async run({ operands: [query], options, terminal }) {
    const { api } = await connect(terminal, options);
    const items = await Array.fromAsync(
      eachItem((cursor) => api.users.list.query({ cursor, limit: 100, ...(query === undefined ? {} : { query }) })),
    );
    const rows = items.map(({ id, email, username, role, isActive }) => [
      id,
      email,
      username,
      role,
      isActive ? "" : "deactivated",
    ]);
    await writeRows(terminal, { json: options.json, items, rows });
    return undefined;
  },
});

const create = defineCommand({
  name: "user create",
  operands: ["EMAIL", "USERNAME"],
  summary: "make an account; asks for its first password",
  details,
  options: { json: jsonOption, server: serverOption },
  async run({ operands: [email = "", username = ""], options, terminal }) {
    const { api } = await connect(terminal, options);
    using questions = openQuestions(terminal);
    const password = await questions.askSecret(`First password of ${email}: `);
    const user = await api.users.create.mutate({ email, username, password });
    await terminal.out(options.json ? `${JSON.stringify(user)}\n` : `Made ${user.id} for ${plainLine(user.email)}.\n`);
    return undefined;
  },
});

const promote = defineCommand({
  name: "user promote",
  operands: ["EMAIL"],
  summary: "make someone an admin",
  details: `Signed in to a server, it is done there. Else, or with --local, on this machine: in the database that DATA_DIR or
DATABASE_URL names, whether or not its server runs.`,
  options: { server: serverOption, local: { type: "boolean", about: "on this machine, whoever is signed in" } },
  async run({ operands: [email = ""], options, terminal }) {
    const isSignedIn = !options.local && (await findServer(terminal, options.server)) !== null;
    const user = isSignedIn
      ? await change(terminal, options.server, email, (api, id) =>
          api.users.update.mutate({ id, data: { role: "admin" } }),
        )
      : await promoteHere(email, terminal);
    await terminal.out(`${plainLine(user.email)} is an admin now.\n`);
    return undefined;
  },
});

async function promoteHere(email: string, terminal: Terminal): Promise<{ email: string }> {
  // Only here: it brings the server with it.
  const { OperatorError, promoteUser } = await import("@causerie/api/operator");
  return await promoteUser({ email }, terminal.env).catch((error: unknown) => {
    throw error instanceof OperatorError ? new CommandError(error.message) : error;
  });
}

async function change<Changed>(
  terminal: Terminal,
  server: string | undefined,
  email: string,
  work: (api: Api, id: string) => Promise<Changed>,
): Promise<Changed> {
  const { api } = await connect(terminal, { server });
  return await work(api, (await findUser(api, email)).id);
}

/** The commands that change one account and ask nothing. */
const changes = [
  ["demote", "take someone's admin role", "is no admin any more", { role: "user" }],
  ["deactivate", "lock someone out at once", "is deactivated", { isActive: false }],
  ["activate", "let someone in again", "is active", { isActive: true }],
] as const;

const simple = changes.map(([verb, summary, outcome, data]) =>
  defineCommand({
    name: `user ${verb}`,
    operands: ["EMAIL"],
    summary,
    details,
    options: { server: serverOption },
    async run({ operands: [email = ""], options, terminal }) {
      const user = await change(terminal, options.server, email, (api, id) => api.users.update.mutate({ id, data }));
      await terminal.out(`${plainLine(user.email)} ${outcome}.\n`);
      return undefined;
    },
  }),
);

const signOut = defineCommand({
  name: "user sign-out",
  operands: ["EMAIL"],
  summary: "end every session of someone",
  details,
  options: { server: serverOption },
  async run({ operands: [email = ""], options, terminal }) {
    const user = await change(terminal, options.server, email, (api, id) => api.users.signOut.mutate({ id }));
    await terminal.out(`${plainLine(user.email)} is signed out everywhere.\n`);
    return undefined;
  },
});

const remove = defineCommand({
  name: "user delete",
  operands: ["EMAIL"],
  summary: "delete an account and all that is in it",
  details,
  options: { server: serverOption, yes: { type: "boolean", short: "y", about: "do not ask" } },
  async run({ operands: [email = ""], options, terminal }) {
    await confirm(terminal, `Delete ${plainLine(email)} and all that is theirs for good?`, options);
    await change(terminal, options.server, email, (api, id) => api.users.delete.mutate({ id }));
    await terminal.out(`Deleted ${plainLine(email)}.\n`);
    return undefined;
  },
});

export const userCommands = [list, create, promote, ...simple, signOut, remove];
