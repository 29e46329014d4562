import fc from "fast-check";
import { expect, test } from "vitest";
import { type IdKind, idFromUuid, idPrefixes, isId, newId } from "./ids.ts";

const kinds = Object.keys(idPrefixes) as IdKind[];

test("nothing but a well-formed id of the kind is one", () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom(...kinds), (text, kind) => isId(kind, text) === false));
  expect(isId("conversation", newId("message"))).toBe(false);
  expect(isId("message", `${newId("message")} `)).toBe(false);
  expect(isId("message", newId("message").toUpperCase())).toBe(false);
});

test("every kind's ids are recognised, unique, and sort by time", async () => {
  for (const kind of kinds) {
    const ids = Array.from({ length: 200 }, () => newId(kind));
    expect(ids.every((id) => isId(kind, id))).toBe(true);
    expect(new Set(ids).size).toBe(200);
    expect([...ids].sort()).toEqual(ids);
  }
});

test("one UUID makes one id of each kind", () => {
  const uuid = "0188e4c2-1f2a-7c3d-9a4b-1234567890ab";
  const id = idFromUuid("conversation", uuid);
  expect(isId("conversation", id)).toBe(true);
  expect(idFromUuid("conversation", uuid)).toBe(id);
  expect(idFromUuid("conversation", uuid.replace("ab", "ac"))).not.toBe(id);
});
