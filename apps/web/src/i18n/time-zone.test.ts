import { expect, it } from "vitest";
import { timeZoneOr } from "./time-zone.ts";

it.each([undefined, "", "Mars/Olympus", "<script>", "x".repeat(100_000), "../../etc/passwd"])(
  "does not take %j for a time zone",
  (value) => expect(timeZoneOr(value)).toBe("UTC"),
);

it("takes those that there are", () => {
  expect(timeZoneOr("Europe/Paris")).toBe("Europe/Paris");
});
