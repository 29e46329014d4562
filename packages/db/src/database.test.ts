import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "./testing/index.ts";

const db = await createTestDatabase();
afterAll(() => db.close());

describe("a user's scope", () => {
  beforeEach(async () => {
    await db.truncate();
    await db.asSystem("test: two users", async (tx) => {
      for (const name of ["ann", "bob"]) {
        await tx.user.create({
          data: { id: `usr_${name}`, email: name, username: name, usernameKey: name, passwordHash: "hash" },
        });
      }
    });
  });

  test("shows nothing of another's", async () => {
    await db.asUser("usr_ann", (tx) => tx.conversation.create({ data: { id: "conv_1", userId: "usr_ann" } }));
    expect(await db.asUser("usr_bob", (tx) => tx.conversation.findMany())).toEqual([]);
    expect(await db.asUser("usr_ann", (tx) => tx.conversation.count())).toBe(1);
  });
});
