import { expect, test } from "vitest";
import { forgetDrafts } from "#session/private-storage.ts";
import { createDraftStorage, emptyDraft } from "./draft-storage.ts";
import { memoryStorage } from "./testing.ts";

test("nobody reads another's draft, and none is left when someone signs out", () => {
  const storage = memoryStorage();
  storage.setItem("theme", "dark");
  const [ada, eve] = [createDraftStorage("usr_ada", storage), createDraftStorage("usr_eve", storage)];
  const draft = { text: "A secret", clientMessageId: null };
  ada.write(null, draft);
  ada.write("cnv_1", draft);
  expect(ada.read(null)).toEqual(draft);
  expect([eve.read(null), eve.read("cnv_1")]).toEqual([emptyDraft, emptyDraft]);
  forgetDrafts(storage);
  expect([ada.read(null), ada.read("cnv_1")]).toEqual([emptyDraft, emptyDraft]);
  expect(Object.keys(storage)).toEqual(["theme"]);
});
