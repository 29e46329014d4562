import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf } from "../harness/call.ts";
import { procedures } from "../harness/procedures.ts";
import { makeWorld, type World } from "../harness/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world?.close());

const rest = procedures.flatMap(({ rest: route, anyone, scope }) => (route ? [{ ...route, anyone, scope }] : []));

describe("the paths of REST, which the procedures themselves name", () => {
  test.for(["nobody", "deactivated", "deleted", "signedOut", "expired"] as const)(
    "are closed to who is %s",
    async (actor) => {
      const answers = await each(
        rest.filter(({ anyone }) => !anyone),
        (route) => ask(route, world.headersOf(actor)),
      );
      expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
      expect(answers.filter(({ type }) => !type?.startsWith("application/problem+json"))).toEqual([]);
    },
  );

  test("are closed to a key without the scope", async () => {
    const closed = rest.filter(({ anyone, scope }) => !anyone && scope !== "any");
    const answers = await each(closed, ({ scope, ...route }) =>
      ask(route, { "x-api-key": String(world.withoutScope.get(scope)) }),
    );
    expect(answers.filter(({ status, code }) => status !== 403 || code !== "SCOPE_MISSING")).toEqual([]);
  });
});

describe("what is no procedure", () => {
  const routes = [
    { method: "GET", path: "/api/export/all.zip" },
    { method: "GET", path: "/api/export/conversations/{conversationId}.md" },
    { method: "PATCH", path: "/api/import/{importId}" },
    { method: "POST", path: "/api/v1/chat/completions" },
    { method: "GET", path: "/api/v1/models" },
  ];
  test.for(["nobody", "deactivated", "deleted", "signedOut", "expired"] as const)(
    "is closed to who is %s",
    async (actor) => {
      const answers = await each(routes, (route) => ask(route, world.headersOf(actor)));
      expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    },
  );

  test("is as if it did not exist where it is another's", async () => {
    for (const route of routes.filter((one) => one.path.includes("{"))) {
      const [answer] = await each([route], (one) => ask(one, world.headersOf("stranger")));
      expect(answer?.status, route.path).toBe(404);
    }
  });

  test("tells its figures to nobody while no token is set", async () => {
    for (const actor of ["nobody", "admin"] as const) {
      const answer = await fetch(`${world.url}/api/metrics`, { headers: world.headersOf(actor) });
      expect(answer.status).toBe(404);
    }
  });
});

describe("pages", () => {
  /** One line for each page of the app; those of the administration are an admin's, those with a token whoever has it. */
  const isOpen = (page: string) => /^\/(sign-in|register|setup|share|join|reset|verify|docs)/.test(page);

  test("of the workspace, the account and the administration lead who is not signed in to the door", async () => {
    const pages = await everyPage();
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages.filter((one) => !isOpen(one))) {
      const answer = await fetch(`${world.url}${page.replace("[id]", world.ids.conversationId)}`, {
        redirect: "manual",
      });
      const text = await answer.text();
      // Some only lead to the first page of their area, which is among these pages itself.
      expect(answer.headers.get("location") ?? text, page).toMatch(/^\/(sign-in|admin\/|settings\/)|\/sign-in/);
      expect(text, page).not.toContain("What is a river?");
    }
  });

  test("each carry a policy under which only what the server wrote may run", async () => {
    for (const page of await everyPage()) {
      const answer = await fetch(`${world.url}${page.replace(/\[\w+\]/, "x")}`, { redirect: "manual" });
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy, page).toMatch(/script-src [^;]*'nonce-/);
      expect(policy, page).not.toMatch(/script-src [^;]*'unsafe-(inline|eval)'/);
      expect(policy, page).toMatch(/frame-ancestors 'none'/);
      expect(answer.headers.get("referrer-policy"), page).not.toBeNull();
    }
  });
});

async function everyPage(): Promise<string[]> {
  const root = path.join(import.meta.dirname, "../../web/src/app");
  const files = await readdir(root, { recursive: true });
  return files
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replace(/\/\([^)]*\)/g, "").replace(/\/\.$/, "") || "/");
}

type Asked = { route: string; status: number; code: string | null; type: string | null };

async function ask(route: { method: string; path: string }, headers: Record<string, string>): Promise<Asked> {
  const ids: Record<string, string> = {
    ...world.ids,
    messageId: world.ids.answerId,
    userMessageId: world.ids.questionId,
  };
  const address = route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? world.ids.conversationId);
  const prefix = address.startsWith("/api/") ? "" : "/api/v1";
  const hasBody = !["GET", "DELETE"].includes(route.method);
  const type = route.path.startsWith("/api/import/") ? "application/offset+octet-stream" : "application/json";
  const leave = new AbortController();
  const answer = await fetch(`${world.url}${prefix}${address}`, {
    method: route.method,
    headers: { ...headers, ...(hasBody && { "content-type": type, "upload-offset": "0" }) },
    ...(hasBody && { body: "{}" }),
    signal: leave.signal,
  });
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  const text = isStream ? "" : await answer.text();
  leave.abort();
  const body: unknown = text.startsWith("{") ? JSON.parse(text) : null;
  return {
    route: `${route.method} ${route.path}`,
    status: answer.status,
    code: codeOf(body),
    type: answer.headers.get("content-type"),
  };
}

async function each<T>(list: readonly T[], answer: (one: T) => Promise<Asked>): Promise<Asked[]> {
  const answers: Asked[] = [];
  for (const one of list) answers.push(await answer(one));
  expect(answers.length).toBeGreaterThan(0);
  return answers;
}
