import { afterEach, expect, it } from "vitest";
import { currentToasts, dismissToast, subscribeToToasts, toast } from "./toast-store.ts";

afterEach(() => {
  for (const { id } of currentToasts()) dismissToast(id);
});

it("shows the last three, tells who listens, and lets errors stay longer", () => {
  let calls = 0;
  const stop = subscribeToToasts(() => {
    calls += 1;
  });
  for (const message of ["one", "two", "three"]) toast({ message });
  const id = toast({ message: "four", tone: "danger" });
  expect(currentToasts().map(({ message }) => message)).toEqual(["two", "three", "four"]);
  expect(currentToasts().at(-1)?.duration).toBeGreaterThan(currentToasts()[0]?.duration ?? 0);
  expect(calls).toBe(4);
  stop();
  dismissToast(id);
  expect(currentToasts()).toHaveLength(2);
  expect(calls).toBe(4);
});

it("says the same thing once, but keeps each that can be undone", () => {
  const action = { label: "Undo", onSelect() {} };
  for (const input of [
    { message: "same" },
    { message: "same" },
    { message: "undo", action },
    { message: "undo", action },
  ])
    toast(input);
  expect(currentToasts().map(({ message }) => message)).toEqual(["same", "undo", "undo"]);
});

it("ignores the dismissal of what is gone", () => {
  const before = currentToasts();
  dismissToast(-1);
  expect(currentToasts()).toEqual(before);
});
