import { callTRPCProcedure } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccountsApp } from "../auth/testing/accounts-app.ts";
import { type Scope, scopes } from "../context.ts";
import { toAppError } from "../errors.ts";
import { appRouter } from "../root.ts";
import type { ProcedureMeta } from "../trpc.ts";

type Procedure = { path: string; type: "query" | "mutation" | "subscription"; meta: ProcedureMeta };

/** Every procedure there is, from the router itself. */
const procedures = Object.entries(appRouter._def.procedures).map(
  // tRPC's types of a router's record leave out what each procedure says of itself.
  ([path, procedure]) => ({ path, ...(procedure as unknown as { _def: Omit<Procedure, "path"> })._def }),
);
const forAccounts = procedures.filter(({ meta }) => !meta.anyone);
const withScope = (scope: ProcedureMeta["scope"]) => forAccounts.filter(({ meta }) => meta.scope === scope);

let app: Awaited<ReturnType<typeof createAccountsApp>>;
/** A key of an admin's that has every scope but this one. */
const keysWithout = new Map<Scope | "any" | undefined, string>();

beforeAll(async () => {
  app = await createAccountsApp();
  const admin = await app.signUpAdmin("admin");
  for (const missing of [...scopes, undefined]) {
    const rest = scopes.filter((scope) => scope !== missing);
    keysWithout.set(missing, (await admin.as.apiKeys.create({ name: "A", scopes: rest })).key);
  }
});
afterAll(() => app[Symbol.asyncDispose]());

/** What becomes of a call with no input: whoever may call is told that it is wrong, or answered. */
async function outcome({ path, type }: Procedure, secret: string) {
  try {
    await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      getRawInput: async () => undefined,
      ctx: app.createContext({ requestId: "test", address: "192.0.2.1", credentials: { kind: "api-key", secret } }),
      signal: undefined,
      batchIndex: 0,
    });
    return { code: "ok", params: {} };
  } catch (error) {
    const { code, params } = toAppError(error);
    return { code, params };
  }
}

describe("a key without the scope is refused, whatever else it may do", () => {
  test.each(forAccounts.filter(({ meta }) => meta.scope !== "any"))("$path", async (procedure) => {
    const { scope } = procedure.meta;
    expect(await outcome(procedure, keysWithout.get(scope) ?? "")).toEqual({
      code: "SCOPE_MISSING",
      params: { scope: scope ?? "none" },
    });
  });
});

test("a key with the scope is not", async () => {
  const withAll = keysWithout.get(undefined) ?? "";
  for (const procedure of forAccounts.filter(({ meta, type }) => meta.scope && type !== "subscription")) {
    if (procedure.path === "conversations.deleteAll") continue;
    expect((await outcome(procedure, withAll)).code, procedure.path).not.toBe("SCOPE_MISSING");
  }
});

/** What takes a person whatever else is added: no key makes keys, ends sessions or gives an account away. */
const forPeopleAlone = [
  "apiKeys.create",
  "apiKeys.list",
  "apiKeys.rename",
  "apiKeys.revoke",
  "apiKeys.rotate",
  "auth.changePassword",
  "auth.signOutEverywhere",
  "users.deleteSelf",
  "users.updateSelf",
];

test("what concerns the account itself is closed to every key, and nothing of conversations is", () => {
  expect(withScope(undefined).map(({ path }) => path)).toEqual(expect.arrayContaining(forPeopleAlone));
  for (const { path } of withScope(undefined)) {
    expect(path).not.toMatch(/^(chat|conversations|imports|members|messages|models|shares|usage)\./);
  }
});

test("every key may learn who it is, exchange itself and see the models", () => {
  expect(withScope("any").map(({ path }) => path)).toEqual(
    expect.arrayContaining(["auth.exchangeKey", "auth.me", "models.list"]),
  );
});
