import { expect, it } from "vitest";
import { createSealer } from "./sealed-key.ts";

const sealer = createSealer("an auth secret of the tests, long enough");
const key = "sk-or-v1-0123456789abcdef";

it("opens under no other AUTH_SECRET, and says that this is why", () => {
  const other = createSealer("another auth secret, also long enough");
  expect(other.open(sealer.seal(key, "a"), "a")).toEqual({ ok: false, reason: "another-secret" });
});

it("opens in no other place than the one it was sealed for", () => {
  expect(sealer.open(sealer.seal(key, "prv_1 https://a.example"), "prv_1 https://b.example")).toEqual({
    ok: false,
    reason: "damaged",
  });
});

it.each([
  ["a flipped bit", (text: string) => `${text.slice(0, -3)}${text.at(-3) === "A" ? "B" : "A"}${text.slice(-2)}`],
  ["nothing", () => ""],
  ["a text", () => "sk-plain"],
  ["a short text", (text: string) => text.replace(/[^.]+$/, "AAAA")],
  ["another version", (text: string) => text.replace(/^v1/, "v2")],
])("takes %s for damaged", (_name, change) => {
  expect(sealer.open(change(sealer.seal(key, "a")), "a")).toEqual({ ok: false, reason: "damaged" });
});

it("seals the same key differently each time, shows nothing of it, and gives it back", () => {
  const [first, second] = [sealer.seal(key, "a"), sealer.seal(key, "a")];
  expect(first).not.toBe(second);
  expect(Buffer.from(first).toString("latin1")).not.toContain("0123");
  expect(createSealer("an auth secret of the tests, long enough").open(first, "a")).toEqual({ ok: true, key });
});
