import type { TestServer } from "../../testing/server.ts";
import { createRecorder, type Recorded } from "./recorder.ts";

type Call = ReturnType<typeof createRecorder>["call"];
type Headers = Record<string, string>;

const password = "correct horse battery staple";
const bearer = (token: { accessToken: string }): Headers => ({ authorization: `Bearer ${token.accessToken}` });

/** Goes through the whole interface once, as ada, with her friend bob and an admin: every operation is called. */
export async function recordExamples(
  server: TestServer,
  operations: Parameters<typeof createRecorder>[1],
): Promise<Record<string, Recorded>> {
  const { call, examples } = createRecorder(server, operations);
  const bob = await accounts(call);
  const { conversationId, runId } = await chat(call);
  await messages(call, conversationId);
  await company(call, { conversationId, bob });
  await call("chat.run", { params: { runId } });
  await call("conversations.delete", { params: { id: conversationId } });
  await keys(call);
  await otherClients(call);
  await administration(call, server);
  await call("conversations.deleteAll");
  await endings(call, bob);
  return examples();
}

async function accounts(call: Call): Promise<Headers> {
  await call("auth.access", { as: {} });
  await call("auth.register", { as: {}, body: { email: "bob@example.org", username: "bob", password } });
  const bob = bearer(await call("aliases.login", { as: {}, body: { email: "bob@example.org", password } }));
  await call("auth.me");
  await call("users.updateSelf", { body: { trigram: "ADA", locale: "en" } });
  await call("models.list");
  return bob;
}

async function chat(call: Call) {
  const { id: conversationId } = await call("conversations.create", { body: { title: "Why the sky is blue" } });
  const at = { conversationId };
  // The answer that stays unfinished leaves time for what comes in between.
  const stalled = await call("chat.send", { body: { content: "Hello [[fake: stall after=1]]", conversationId } });
  const waiting = await call("chat.send", { body: { content: "And then?", conversationId } });
  await call("chat.withdraw", { params: { userMessageId: waiting.userMessageId } });
  await call("chat.stop", { params: { runId: stalled.runId } });
  const sent = await call("chat.send", {
    body: { content: 'Why is the sky blue? [[fake: text="It scatters blue light most."]]', conversationId },
  });
  const { runId, userMessageId, assistantMessageId: messageId } = sent;
  await ended(call, runId);
  await call("chat.onRun", { params: { runId } });
  await call("chat.sent", { params: { runId } });
  await call("chat.onEvent", { params: at, until: `"id":"${runId}"` });
  const { runId: again } = await call("chat.regenerate", { params: { messageId }, body: {} });
  await ended(call, again);
  const cut = await call("chat.edit", {
    params: { messageId: userMessageId },
    body: { content: "Why is the sea blue? [[fake: stall after=1]]" },
  });
  await call("chat.onEvent", { params: at, until: '"type":"delta"', record: false });
  await call("chat.stop", { params: { runId: cut.runId } });
  await ended(call, cut.runId);
  const goneOn = await call("chat.continue", { params: { messageId: cut.assistantMessageId } });
  await ended(call, goneOn.runId);
  return { conversationId, runId };
}

/** The stream of a run ends when the run does. */
async function ended(call: Call, runId: string): Promise<void> {
  await call("chat.onRun", { params: { runId }, record: false });
}

async function messages(call: Call, conversationId: string): Promise<void> {
  await call("conversations.list", { query: { limit: "2" } });
  await call("conversations.get", { params: { id: conversationId } });
  await call("conversations.update", { params: { id: conversationId }, body: { pinned: true } });
  await call("conversations.search", { query: { query: "sky" } });
  await call("conversations.setTyping", { params: { conversationId }, body: { typing: true } });
  const { items } = await call("messages.list", { params: { conversationId }, query: { limit: "2" } });
  const [answer, question] = items;
  await call("messages.countBelow", { params: { id: question.id } });
  await call("messages.select", { params: { id: answer.id } });
  await call("messages.keep", { params: { id: answer.id } });
  const fork = await call("conversations.fork", { params: { messageId: answer.id } });
  await call("messages.delete", { params: { id: answer.id } });
  await call("messages.deleteAll", { params: { conversationId: fork.id } });
}

async function company(call: Call, { conversationId, bob }: { conversationId: string; bob: Headers }): Promise<void> {
  const at = { conversationId };
  const { id: userId } = await call("auth.me", { as: bob });
  await call("members.add", { params: at, body: { who: "bob@example.org", role: "reader" } });
  await call("members.setRole", { params: { ...at, userId }, body: { role: "writer" } });
  await call("members.list", { params: at });
  await call("members.remove", { params: { ...at, userId } });
  const invite = await call("members.createInvite", { params: at, body: { role: "writer", maxUses: 3 } });
  await call("members.listInvites", { params: at });
  await call("members.join", { as: bob, body: { token: invite.token } });
  await call("members.revokeInvite", { params: { id: invite.id } });
  await call("members.transfer", { params: at, body: { userId } });
  await call("members.transfer", { as: bob, params: at, body: { userId: (await call("auth.me")).id } });
  await call("members.leave", { as: bob, params: at });
  const share = await call("shares.create", { params: at, body: { live: true } });
  await call("shares.list", { params: at });
  await call("shares.read", { as: {}, params: { token: share.token } });
  await call("shares.revoke", { params: { id: share.id } });
}

async function keys(call: Call): Promise<void> {
  const body = { name: "A script", scopes: ["chat", "conversations:read"], expiresInDays: 90 };
  const { id, key } = await call("apiKeys.create", { body });
  await call("auth.exchangeKey", { as: { "x-api-key": key } });
  await call("apiKeys.rename", { params: { id }, body: { name: "The nightly script" } });
  await call("apiKeys.list");
  await call("apiKeys.rotate", { params: { id }, body: { overlapHours: 1 } });
  await call("apiKeys.revoke", { params: { id } });
}

async function otherClients(call: Call): Promise<void> {
  const message = 'What is a causerie? [[fake: text="An informal, literate talk."]]';
  const session = { id: (await call("aliases.createSession", { body: { title: "A session" } })).session_id };
  await call("aliases.askSession", { params: session, body: { message } });
  await call("aliases.ask", { body: { message, conversation_id: session.id } });
  await call("aliases.listSessions", { query: { limit: "1" } });
  await call("aliases.sessionMessages", { params: session });
  await call("aliases.history", { query: { limit: "1" } });
  await call("aliases.conversationHistory", { params: session });
  await call("aliases.clearConversation", { params: session });
  await call("aliases.clearHistory");
}

async function administration(call: Call, server: TestServer): Promise<void> {
  const { app } = server;
  const email = "root@example.org";
  const { id } = await app.services.auth.register({ email, username: "root", password, address: "192.0.2.1" });
  await app.db.asSystem("test: make an admin", (tx) => tx.user.update({ where: { id }, data: { role: "admin" } }));
  app.services.auth.accountChanged(id, { sessionsEnded: false });
  const as = bearer(await app.services.auth.login({ email, password, address: "192.0.2.1" }));
  const body = { email: "carol@example.org", username: "carol", password };
  const carol = { id: (await call("users.create", { as, body })).id };
  const budget = { subject: carol.id, period: "month", kind: "hard", limitMicros: 20_000_000 };
  await call("budgets.set", { as, body: budget });
  await call("budgets.list", { as });
  await call("budgets.subjects", { as, query: { query: "carol" } });
  const before = { from: "2026-01-01", to: "2026-01-31", by: "day" };
  await call("usage.all", { as, query: before });
  await call("usage.mine", { query: before });
  await call("budgets.mine");
  await call("users.list", { as, query: { limit: "2" } });
  await call("users.get", { as, params: carol });
  await call("users.update", { as, params: carol, body: { isActive: false } });
  const factor = { userId: carol.id, sealedSecret: "of a lost device", createdAt: new Date() };
  await app.db.asSystem("test: give a second factor", (tx) => tx.secondFactor.create({ data: factor }));
  await call("secondFactors.removeOf", { as, params: { userId: carol.id } });
  await call("users.signOut", { as, params: carol });
  await call("users.delete", { as, params: carol });
  const { runId } = await call("chat.send", { body: { content: "Hello [[fake: stall after=1]]" }, record: false });
  await call("activeRuns.stop", { as, params: { id: runId } });
  await ended(call, runId);
  await call("activeRuns.list", { as });
  await call("audit.list", { as, query: { action: "users.delete", to: "2026-01-01T00:00:00.000Z" } });
  await call("settings.updateRegistration", { as, body: { registration: "open", allowedEmailDomains: [] } });
  await call("settings.registration", { as });
  const rules = { conversationDays: 365, keepPinned: true, auditDays: 365, usageDays: null };
  await call("retention.preview", { as, body: rules });
  await call("retention.update", { as, body: rules });
  await call("retention.run", { as });
  await call("retention.get", { as });
  await installation(call, { as, baseUrl: app.upstream.baseUrl });
  await call("audit.actions", { as });
}

async function installation(call: Call, { as, baseUrl }: { as: Headers; baseUrl: string }): Promise<void> {
  const body = { slug: "mine", kind: "compatible", baseUrl, apiKey: "sk-mine-0123456789", models: ["small"] };
  const { id } = await call("providers.create", { as, body });
  await call("providers.list", { as });
  await call("providers.test", { as, params: { slug: "mine" } });
  await call("providers.rotateKey", { as, params: { id }, body: { apiKey: "sk-mine-9876543210" } });
  const prices = { inputMicrosPerMillion: 100_000, outputMicrosPerMillion: 400_000 };
  await call("models.update", { as, body: { ids: ["mine/small"], data: { audience: "admins", prices } } });
  await call("models.updatePolicy", { as, body: { newModels: false } });
  await call("models.listManaged", { as });
  await call("providers.delete", { as, params: { id } });
  await call("system.status", { as, shown: machine });
}

/** What a server of everyday size says of itself. */
const machine = {
  processId: "proc_1",
  pid: 4711,
  host: "chat",
  version: null,
  commit: "0123456789ab",
  node: "26.0.0",
  memory: { rss: 180_000_000, heapUsed: 60_000_000, heapLimit: 2_000_000_000 },
  eventLoop: { meanMs: 0.1, p99Ms: 1.5 },
  pool: { open: 4, idle: 3, waiting: 0 },
  sizeBytes: 42_000_000,
  latencyMs: 0.6,
  migrations: { applied: 30, pending: [], latest: "20261121142500_models" },
  disk: { freeBytes: 40_000_000_000, totalBytes: 80_000_000_000 },
};

async function endings(call: Call, bob: Headers): Promise<void> {
  await call("auth.changePassword", {
    as: bob,
    body: { currentPassword: password, newPassword: "a newer horse battery staple" },
  });
  await call("auth.signOutEverywhere");
  const again = { email: "bob@example.org", password: "a newer horse battery staple" };
  const as = bearer(await call("aliases.login", { as: {}, body: again }));
  await call("users.deleteSelf", { as, body: { password: again.password } });
}
