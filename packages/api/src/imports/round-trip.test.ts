import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { isId } from "@causerie/core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ExportedMessage, exportedMessage } from "../exports/export-format.ts";
import { type ChatApp, createChatApp, type Person } from "../testing/index.ts";
import { importFile } from "./testing/upload.ts";

let app: ChatApp;
let importDirectory: string;
let people = 0;

beforeAll(async () => {
  importDirectory = await mkdtemp(path.join(tmpdir(), "causerie-round-trip-"));
  app = await createChatApp({ config: { importDirectory } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(importDirectory, { recursive: true });
});

const someone = () => app.person(`p${people++}-${randomBytes(4).toString("hex")}`);

/** What people may type: any text that PostgreSQL can store. */
const storable = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => text.toWellFormed().replaceAll("\0", ""));
const count = fc.option(fc.integer({ min: 0, max: 100_000 }));
const run = fc.record({
  status: fc.constantFrom("complete" as const, "stopped" as const, "failed" as const, "interrupted" as const),
  model: fc.constantFrom("openrouter/fake/fast", "openai/gpt-4o"),
  answeredBy: fc.option(fc.constant("gpt-4o-2024")),
  inputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  costMicros: count,
  firstTokenMs: count,
  durationMs: count,
  finishReason: fc.option(fc.constantFrom("stop", "length")),
  error: fc.option(fc.constant({ code: "MODEL_RATE_LIMITED", params: { retryAfterSeconds: 3 } })),
});
const message = fc.record({
  parent: fc.nat(),
  isRoot: fc.boolean(),
  role: fc.constantFrom("user" as const, "assistant" as const),
  parts: fc.array(fc.record({ type: fc.constantFrom("text" as const, "reasoning" as const), text: storable }), {
    maxLength: 3,
  }),
  at: fc.integer({ min: 1_600_000_000_000, max: 1_700_000_000_000 }),
  run,
});
/** A conversation as a file of the export's, with any tree. */
const conversation = fc.record({
  title: fc.option(storable.filter((text) => text.trim() !== "").map((text) => text.trim().replaceAll(/\s+/g, " "))),
  pinned: fc.boolean(),
  archived: fc.boolean(),
  messages: fc.array(message, { maxLength: 12 }),
  head: fc.nat(),
});

type Made = typeof conversation extends fc.Arbitrary<infer Value> ? Value : never;

function fileOf(made: Made, id: string) {
  const messages = made.messages.map(
    ({ parent, isRoot, role, parts, at, run: made }, place): ExportedMessage => ({
      id: `m${place}`,
      parentId: isRoot || place === 0 ? null : `m${parent % place}`,
      role,
      createdAt: new Date(at).toISOString(),
      parts,
      run: role === "assistant" ? made : null,
    }),
  );
  const { title, pinned, archived } = made;
  const time = new Date(1_650_000_000_000).toISOString();
  const currentMessageId = messages[made.head % Math.max(1, messages.length)]?.id ?? null;
  const times = { createdAt: time, updatedAt: time, lastActivityAt: time };
  return {
    format: "causerie.conversation",
    version: 1,
    id,
    title,
    model: null,
    pinned,
    archived,
    ...times,
    currentMessageId,
    messages,
  };
}

/** A tree without its ids: what is said in it, and where; siblings in any order. */
function shape(file: {
  title: string | null;
  pinned: boolean;
  archived: boolean;
  currentMessageId: string | null;
  messages: unknown[];
}) {
  const messages = file.messages.map((each) => exportedMessage.parse(each));
  const children = Map.groupBy(messages, ({ parentId }) => parentId);
  const walk = (parentId: string | null): string[] =>
    (children.get(parentId) ?? [])
      .map(({ id, role, parts, createdAt, run: how }) =>
        JSON.stringify([role, parts, createdAt, sorted(how), id === file.currentMessageId, walk(id)]),
      )
      .sort();
  return { title: file.title, pinned: file.pinned, archived: file.archived, tree: walk(null) };
}

const sorted = (value: object | null) => value && Object.entries(value).sort();

async function exportAll(person: Person): Promise<Buffer> {
  return buffer(app.services.exports.everything(person.userId, { locale: "en" }).content);
}

async function exportedFiles(person: Person) {
  const ids = await app.db.asUser(person.userId, (tx) => tx.conversation.findMany({ select: { id: true } }));
  const files = [];
  for (const { id } of ids) {
    expect(isId("conversation", id)).toBe(true);
    const { content } = await app.services.exports.conversation(person.userId, { id, format: "json", locale: "en" });
    files.push(JSON.parse((await buffer(content)).toString()));
  }
  return files;
}

test("what is exported and imported again, twice over and by another person, is the same tree", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(conversation, { minLength: 1, maxLength: 3 }), async (list) => {
      const [ada, eve] = [await someone(), await someone()];
      const files = list.map((made, place) => fileOf(made, `file-${place}`));
      const expected = files
        .map(shape)
        .map((each) => JSON.stringify(each))
        .sort();
      const shapesOf = async (person: Person) =>
        (await exportedFiles(person))
          .map(shape)
          .map((each) => JSON.stringify(each))
          .sort();

      const first = await importFile(app, ada, Buffer.from(JSON.stringify(files)));
      expect(first).toMatchObject({ status: "complete", imported: list.length, skipped: 0, source: "causerie" });
      expect(await shapesOf(ada)).toEqual(expected);

      const archive = await exportAll(ada);
      expect(await importFile(app, eve, archive)).toMatchObject({ imported: list.length, skipped: 0 });
      expect(await shapesOf(eve)).toEqual(expected);
      expect(await importFile(app, ada, archive)).toMatchObject({ imported: 0, existing: list.length });
      expect(await importFile(app, eve, archive)).toMatchObject({ imported: 0, existing: list.length });
    }),
    { numRuns: 25 },
  );
}, 120_000);
