import { newId } from "@causerie/core";
import { createTestDatabase } from "@causerie/db/testing";
import { expect, test } from "vitest";
import { answerFromPieces } from "./answer-text.ts";
import { appendPieces, readLog } from "./journal.repo.ts";

test("a batch that goes out again after its reply was lost leaves no gap in the log", async () => {
  const db = await createTestDatabase();
  const [userId, conversationId, messageId, runId] = ["user", "conversation", "message", "run"].map((kind) =>
    newId(kind as "user"),
  ) as [string, string, string, string];
  await db.asSystem("test: a run", async (tx) => {
    const place = { userId, conversationId };
    await tx.user.create({ data: { id: userId, email: "a", username: "a", usernameKey: "a", passwordHash: "x" } });
    await tx.conversation.create({ data: { id: conversationId, userId } });
    await tx.message.create({ data: { id: messageId, ...place, role: "assistant", parts: [] } });
    await tx.run.create({ data: { id: runId, ...place, messageId, model: "a/b", provider: "a", ownerId: "p" } });
  });
  const write = (at: number, text: string) =>
    db.asSystem("test: write", (tx) =>
      appendPieces(tx, {
        ownerId: "p",
        leaseMs: 1000,
        runIds: [runId],
        pieces: [{ runId, at, kind: "text", text }],
      }),
    );
  await write(0, "One");
  await write(0, "One two");
  await write(7, " three");
  const pieces = await db.asSystem("test: read", (tx) => readLog(tx, { runId, from: 0 }));
  expect(answerFromPieces(pieces).toParts()).toEqual([{ type: "text", text: "One two three" }]);
  expect(await db.asSystem("test: read", (tx) => readLog(tx, { runId, from: 5 }))).toHaveLength(2);
  await db.close();
});
