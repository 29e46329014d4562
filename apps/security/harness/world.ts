import { newId } from "@causerie/core";
import { register, registerAdmin } from "@causerie/e2e/fixtures/people";
import { bearer, call, dataOf, field } from "./call.ts";
import { procedures } from "./procedures.ts";
import { startServer } from "./server.ts";
import { signToken } from "./tokens.ts";

/** Whoever may stand before the server; each procedure is tried as each of them. */
export const actors = [
  "nobody",
  "stranger",
  "removed",
  "reader",
  "writer",
  "owner",
  "admin",
  "deactivated",
  "deleted",
  "signedOut",
  "expired",
] as const;
export type Actor = (typeof actors)[number];

/** What a call can be about; all of it is the owner's. */
export type Ids = {
  conversationId: string;
  questionId: string;
  answerId: string;
  runId: string;
  inviteId: string;
  shareId: string;
  keyId: string;
  importId: string;
  /** The writer of the conversation. */
  memberId: string;
};

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A server on which the owner has a conversation with company, links to it and a key, and on which everyone else has something of theirs. */
export async function makeWorld() {
  const server = await startServer();
  const { url } = server;
  const admin = await registerAdmin(url, await server.setupLink());
  const [owner, stranger, removed, reader, writer, deactivated, deleted, signedOut] = await Promise.all(
    Array.from({ length: 8 }, () => register(url)),
  ).then((people) => people.map(required));
  const tokenOf = async (person: { email: string; password: string } | undefined) => {
    const input = { email: person?.email, password: person?.password };
    const answer = await call(url, { path: "auth.login", type: "mutation" }, { input });
    return String(field(dataOf(answer), "accessToken"));
  };
  const idOf = async (token: string) => {
    const me = await call(url, { path: "auth.me", type: "query" }, { headers: bearer(token) });
    return String(field(dataOf(me), "id"));
  };
  const tokens = {
    owner: await tokenOf(owner),
    stranger: await tokenOf(stranger),
    removed: await tokenOf(removed),
    reader: await tokenOf(reader),
    writer: await tokenOf(writer),
    admin: await tokenOf(admin),
    deactivated: await tokenOf(deactivated),
    deleted: await tokenOf(deleted),
    signedOut: await tokenOf(signedOut),
  };
  const ownerId = await idOf(tokens.owner);
  const as = async (token: string, path: string, input?: unknown) => {
    const type = procedures.find((procedure) => procedure.path === path)?.type ?? "query";
    return dataOf(await call(url, { path, type }, { input, headers: bearer(token) }));
  };
  const mine = (path: string, input?: unknown) => as(tokens.owner, path, input);

  const asked = await mine("chat.send", { content: "What is a river?" });
  const conversationId = String(field(asked, "conversationId"));
  const runId = String(field(asked, "runId"));
  await until(async () => field(await mine("chat.run", { runId }), "status") === "complete");
  for (const [person, role] of [
    [reader, "reader"],
    [writer, "writer"],
    [removed, "writer"],
  ] as const) {
    await mine("members.add", { conversationId, who: person?.email, role });
  }
  const removedId = await idOf(tokens.removed);
  await mine("members.remove", { conversationId, userId: removedId });
  const invite = await mine("members.createInvite", { conversationId, role: "reader", expiresInHours: 24 });
  const share = await mine("shares.create", { conversationId, live: true });
  const key = await mine("apiKeys.create", { name: "A key", scopes: ["chat"] });
  const anImport = await mine("imports.start", { fileName: "a.json", sizeBytes: 2000, fingerprint: "a".repeat(64) });

  // One key for each scope that lacks just that one, and one that has them all.
  const all = [...new Set(procedures.map(({ scope }) => scope).filter((scope) => scope !== null && scope !== "any"))];
  const withoutScope = new Map<string | null, string>();
  for (const scope of [...all, null]) {
    const scopes = all.filter((other) => other !== scope);
    const made = await as(tokens.admin, "apiKeys.create", { name: `All but ${scope}`, scopes });
    withoutScope.set(scope, String(field(made, "key")));
  }

  await as(tokens.admin, "users.update", { id: await idOf(tokens.deactivated), data: { isActive: false } });
  await as(tokens.deleted, "users.deleteSelf", { password: deleted?.password });
  await as(tokens.signedOut, "auth.signOutEverywhere");
  const expired = await signToken({ userId: ownerId, issuedAgoSeconds: 7200, lastsSeconds: 3600 });

  const ids: Ids = {
    conversationId,
    questionId: String(field(asked, "userMessageId")),
    answerId: String(field(asked, "assistantMessageId")),
    runId,
    inviteId: String(field(invite, "id")),
    shareId: String(field(share, "id")),
    keyId: String(field(key, "id")),
    importId: String(field(anImport, "id")),
    memberId: await idOf(tokens.writer),
  };
  return {
    url,
    ids,
    withoutScope,
    headersOf: (actor: Actor): Record<string, string> =>
      actor === "nobody" ? {} : bearer(actor === "expired" ? expired : tokens[actor]),
    /** All that the owner has, as the owner sees it: what nobody else may have changed. */
    async snapshot() {
      const about = { conversationId };
      const read = [
        ["conversations.get", { id: conversationId }],
        ["conversations.list", {}],
        ["messages.list", about],
        ["members.list", about],
        ["members.listInvites", about],
        ["shares.list", about],
        ["apiKeys.list", undefined],
        ["imports.list", undefined],
        ["auth.me", undefined],
        ["identities.get", undefined],
        ["secondFactors.state", undefined],
      ] as const;
      return Promise.all(read.map(async ([path, input]) => [path, await mine(path, input)]));
    },
    close: server.close,
  };
}

/** Well-formed ids of nothing. */
export function idsOfNothing(): Ids {
  return {
    conversationId: newId("conversation"),
    questionId: newId("message"),
    answerId: newId("message"),
    runId: newId("run"),
    inviteId: newId("inviteLink"),
    shareId: newId("shareLink"),
    keyId: newId("apiKey"),
    importId: newId("import"),
    memberId: newId("user"),
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Somebody is missing");
  return value;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
