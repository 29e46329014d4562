import type { CauserieClient } from "@causerie/client";
import { defineCommand, jsonOption, serverOption } from "../command.ts";
import { UsageError } from "../exit-codes.ts";
import { requireServer } from "../servers/connect.ts";
import { signIn } from "../servers/sign-in.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { openQuestions } from "../terminal/questions.ts";
import { writeRows } from "../terminal/rows.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { numberOption } from "./number-option.ts";

type Api = CauserieClient["api"];
const details = "No key may do this, not even the one that is kept here: it asks for your password.";
const common = { json: jsonOption, server: serverOption } as const;
const scopes = ["chat", "conversations:read", "conversations:write", "usage:read", "admin"] as const;

/** Does it as the person themselves. */
async function asPerson(terminal: Terminal, name: string | undefined, work: (api: Api) => Promise<void>) {
  const { server } = await requireServer(terminal, name);
  using questions = openQuestions(terminal);
  const { client } = await signIn(questions, server);
  await work(client.api);
  return undefined;
}

/** A key is shown this once; beside it goes to standard error what a program that stores it does not want. */
async function writeNewKey(terminal: Terminal, made: { key: string; id: string }, json: boolean): Promise<void> {
  if (json) return await terminal.out(`${JSON.stringify(made)}\n`);
  await terminal.out(`${made.key}\n`);
  terminal.err(`This is ${made.id}. It is shown once: keep it where only its program reads it.\n`);
}

const list = defineCommand({
  name: "key list",
  summary: "your API keys",
  details,
  options: common,
  run: ({ options: { json, server }, terminal }) =>
    asPerson(terminal, server, async (api) => {
      const { items } = await api.apiKeys.list.query();
      const rows = items.map((key) => [
        key.id,
        `${key.prefix}…`,
        key.name,
        key.scopes.join(" "),
        key.expiresAt ? `until ${key.expiresAt.slice(0, 10)}` : "",
        key.lastUsedAt ? `used ${key.lastUsedAt.slice(0, 16)}` : "never used",
      ]);
      await writeRows(terminal, { json, items, rows });
    }),
});

const create = defineCommand({
  name: "key create",
  operands: ["NAME"],
  summary: "make an API key; it is shown once",
  details,
  options: {
    ...common,
    scope: {
      type: "string",
      value: "SCOPE",
      multiple: true,
      about: `what it may do, again for each: ${scopes.join(", ")}; chat by default`,
    },
    expires: { type: "string", value: "DAYS", about: "when it ends; by default when it is revoked" },
    rate: { type: "string", value: "COUNT", about: "the most calls a minute" },
    budget: { type: "string", value: "DOLLARS", about: "the most that it may spend in a period, e.g. 2.50" },
    period: { type: "string", value: "day|month", about: "of the budget; month by default" },
  },
  async run({ operands: [name = ""], options, terminal }) {
    const chosen = (options.scope.length === 0 ? ["chat"] : options.scope).map(scopeNamed);
    const input = {
      name,
      scopes: chosen,
      ...optional("expiresInDays", numberOption("--expires", options.expires)),
      ...optional("ratePerMinute", numberOption("--rate", options.rate)),
      ...budget(options),
    };
    return await asPerson(terminal, options.server, async (api) =>
      writeNewKey(terminal, await api.apiKeys.create.mutate(input), options.json),
    );
  },
});

const revoke = defineCommand({
  name: "key revoke",
  operands: ["ID"],
  summary: "end an API key at once",
  details,
  options: { server: serverOption },
  run: ({ operands: [id = ""], options, terminal }) =>
    asPerson(terminal, options.server, async (api) => {
      await api.apiKeys.revoke.mutate({ id });
      await terminal.out(`Revoked ${plainLine(id)}.\n`);
    }),
});

const rename = defineCommand({
  name: "key rename",
  operands: ["ID", "NAME"],
  summary: "call an API key something else",
  details,
  options: { server: serverOption },
  run: ({ operands: [id = "", name = ""], options, terminal }) =>
    asPerson(terminal, options.server, async (api) => {
      await api.apiKeys.rename.mutate({ id, name });
      await terminal.out(`${plainLine(id)} is now “${plainLine(name)}”.\n`);
    }),
});

const rotate = defineCommand({
  name: "key rotate",
  operands: ["ID"],
  summary: "replace an API key by a new one; the old one stays good for a while",
  details,
  options: { ...common, overlap: { type: "string", value: "HOURS", about: "how long; 24 by default, 0: not at all" } },
  async run({ operands: [id = ""], options, terminal }) {
    const overlap = optional("overlapHours", numberOption("--overlap", options.overlap));
    return await asPerson(terminal, options.server, async (api) =>
      writeNewKey(terminal, await api.apiKeys.rotate.mutate({ id, ...overlap }), options.json),
    );
  },
});

/** @throws {UsageError} */
function scopeNamed(text: string): (typeof scopes)[number] {
  const scope = scopes.find((name) => name === text);
  if (!scope) throw new UsageError(`There is no scope ${text}: there are ${scopes.join(", ")}.`);
  return scope;
}

/** @throws {UsageError} */
function budget({ budget: dollars, period = "month" }: { budget: string | undefined; period: string | undefined }) {
  if (dollars === undefined) return {};
  if (period !== "day" && period !== "month") throw new UsageError("--period takes day or month.");
  const [, whole, part = ""] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(dollars) ?? [];
  if (whole === undefined) throw new UsageError("--budget takes dollars, such as 2.50.");
  // Of the digits, not of a fraction: money is counted in whole millionths.
  return { budgetMicros: Number(whole) * 1_000_000 + Number(part.padEnd(6, "0")), budgetPeriod: period } as const;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  // A computed key is typed as any text.
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

export const keyCommands = [list, create, rename, rotate, revoke];
