import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChatApp, createChatApp, type Person } from "../testing/index.ts";
import { isRunning } from "../testing/watch.ts";
import { emptyChatState, foldMessages, shownMessages, siblingsOf } from "./fold.ts";

let app: ChatApp;
let ada: Person;

beforeAll(async () => {
  app = await createChatApp();
  ada = await app.person("ada");
});
afterAll(() => app[Symbol.asyncDispose]());

const settled = () =>
  expect
    .poll(() => app.db.asSystem("test", (tx) => tx.run.count({ where: { status: { in: ["queued", "streaming"] } } })), {
      timeout: 10_000,
    })
    .toBe(0);

type Step =
  | { kind: "send" | "edit" | "regenerate" | "delete" | "stop" | "select"; by: 0 | 1; at: number }
  | { kind: "both"; at: number };

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom("send", "edit", "regenerate", "delete", "stop", "select"),
      by: fc.constantFrom(0, 1),
      at: fc.nat(50),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("both"), at: fc.nat(50) }) },
) as fc.Arbitrary<Step>;

test("under any order of operations by two people the log, the tree and both folds agree", {
  timeout: 120_000,
}, async () => {
  const bob = await app.person("bob-of-the-tree");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const { id } = await ada.caller.conversations.create({ title: "Any order" });
      await ada.caller.members.add({ conversationId: id, who: "bob-of-the-tree", role: "writer" });
      const people = [ada, bob];
      const all = () =>
        app.db.asSystem("test", (tx) => tx.message.findMany({ where: { conversationId: id }, orderBy: { id: "asc" } }));
      let count = 0;
      // What is refused (a message that is gone, another's words, an answer in progress) is part of any order.
      const attempt = (work: Promise<unknown>) =>
        work.then(
          () => undefined,
          () => undefined,
        );
      for (const each of steps) {
        const messages = await all();
        const target = messages[each.at % Math.max(1, messages.length)];
        const content = `word${count++}`;
        if (each.kind === "both") {
          await Promise.all(
            people.map(({ caller }, index) =>
              attempt(caller.chat.send({ content: `${content}of${index}`, conversationId: id })),
            ),
          );
          continue;
        }
        const { caller } = people[each.by] ?? ada;
        app.upstream.default({ text: `reply${count} `.repeat(3), chunks: 3, intervalMs: each.at % 3 });
        if (each.kind === "send") await attempt(caller.chat.send({ content, conversationId: id }));
        else if (!target) continue;
        else if (each.kind === "edit") await attempt(caller.chat.edit({ messageId: target.id, content }));
        else if (each.kind === "regenerate") await attempt(caller.chat.regenerate({ messageId: target.id }));
        else if (each.kind === "delete") await attempt(caller.messages.delete({ id: target.id }));
        else if (each.kind === "select") await attempt(caller.messages.select({ id: target.id }));
        else {
          const run = await app.db.asSystem("test", (tx) => tx.run.findFirst({ where: { messageId: target.id } }));
          if (run) await attempt(caller.chat.stop({ runId: run.id }));
        }
      }
      await expect
        .poll(() => app.db.asSystem("test", (tx) => tx.queuedMessage.count({ where: { conversationId: id } })), {
          timeout: 10_000,
        })
        .toBe(0);
      await settled();

      const rows = await all();
      const byId = new Map(rows.map((row) => [row.id, row]));
      const ancestors = (messageId: string) => {
        const chain: string[] = [];
        for (let at = byId.get(messageId); at; at = at.parentId ? byId.get(at.parentId) : undefined)
          chain.unshift(at.id);
        return chain;
      };
      // The log is folded away, and every answer has ended.
      expect(await app.db.asSystem("test", (tx) => tx.runEvent.count({ where: { run: { conversationId: id } } }))).toBe(
        0,
      );
      for (const { caller } of people) {
        const page = await caller.messages.list({ conversationId: id, limit: 100 });
        // What is shown: the pages and the events give one branch, from a first message down to a leaf.
        const state = foldMessages(emptyChatState, page.items);
        const shown = shownMessages({ ...state, anchorId: page.items[0]?.id ?? null });
        expect(shown.map((message) => message.id)).toEqual(page.items.map((message) => message.id).reverse());
        const leaf = page.items[0];
        if (leaf) {
          expect(ancestors(leaf.id)).toEqual(shown.map((message) => message.id));
          expect(rows.some((row) => row.parentId === leaf.id)).toBe(false);
        }
        for (const message of shown) {
          const siblings = rows.filter((row) => row.parentId === message.parentId).map((row) => row.id);
          expect(siblingsOf(state, message)).toEqual(siblings);
          expect(isRunning(message)).toBe(false);
        }
      }
      // What was sent: the answer's own ancestors, nothing of another branch.
      const runs = await app.db.asSystem("test", (tx) => tx.run.findMany({ where: { conversationId: id } }));
      for (const run of runs) {
        const sent = (run.request as { messageIds: string[] }).messageIds.filter((messageId) => byId.has(messageId));
        expect(ancestors(run.messageId)).toEqual(expect.arrayContaining(sent));
      }
    }),
    { numRuns: 12 },
  );
});
