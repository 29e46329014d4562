import { tmpdir } from "node:os";
import { silentLogger } from "@causerie/core/server";
import { expect, test } from "vitest";
import { createDatabase } from "../database.ts";
import { isStorageFull } from "../errors.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { embeddedTemplate } from "../testing/embedded-template.ts";
import { isDiskFull } from "./disk-room.ts";
import { openEmbedded } from "./embedded.ts";

const ann = { id: "usr_ann", email: "ann@example.org", username: "ann", usernameKey: "ann", passwordHash: "hash" };

test("without room every write is refused whole, what there is can be read, and with room all goes on", async () => {
  const engine = await openEmbedded({ image: await embeddedTemplate(), logger: silentLogger });
  let full = false;
  const db = createDatabase({ ...engine, isFull: () => full }, await readMigrations());
  await db.asSystem("test: someone", (tx) => tx.user.create({ data: ann }));
  const say = (id: string) => db.asUser(ann.id, (tx) => tx.conversation.create({ data: { id, userId: ann.id } }));
  const ids = () => db.asUser(ann.id, (tx) => tx.conversation.findMany({ select: { id: true } }));
  await say("conv_1");

  full = true;
  const refused = await say("conv_2").catch((error: unknown) => error);
  expect(isStorageFull(refused)).toBe(true);
  const raw = db.asUser(ann.id, (tx) => tx.$queryRaw`update conversations set title = 'x' returning id`);
  expect(isStorageFull(await raw.catch((error: unknown) => error))).toBe(true);
  expect(await ids()).toEqual([{ id: "conv_1" }]);

  full = false;
  await say("conv_2");
  expect(await ids()).toEqual([{ id: "conv_1" }, { id: "conv_2" }]);
  await db.close();
});

test("the disk is asked for its room", () => {
  expect(isDiskFull(tmpdir())).toBe(false);
  expect(() => isDiskFull("/nowhere")).toThrow("ENOENT");
});
