import { expect, test } from "vitest";
import { type Connection, keepConnected } from "./keep-connected.ts";

/** A connection that a test breaks. */
function fake(options: { deaf?: boolean } = {}) {
  const lost = Promise.withResolvers<string>();
  const state = { destroyed: false };
  const connection: Connection = {
    lost: lost.promise,
    ping: () => (options.deaf ? new Promise(() => undefined) : Promise.resolve()),
    destroy: () => {
      state.destroyed = true;
    },
  };
  return { connection, state, lose: lost.resolve };
}

test("a failed attempt is told, and another is made", async () => {
  const good = fake();
  const told: string[] = [];
  const attempts = [() => Promise.reject(new Error("refused")), async () => good.connection];
  const kept = keepConnected({
    open: () => attempts.shift()?.() ?? Promise.reject(new Error("no more")),
    onUp: () => told.push("up"),
    onDown: (reason) => told.push(reason),
  });
  await kept.attempted;
  expect(kept.current).toBeNull();
  await expect.poll(() => told).toEqual(["refused", "up"]);
  expect(kept.current).toBe(good.connection);
  await kept.close();
  expect(good.state.destroyed).toBe(true);
});

test.each([
  ["lost", {}, (first: ReturnType<typeof fake>) => first.lose("reset")],
  ["dropped", {}, (_first: ReturnType<typeof fake>, drop: (reason: string) => void) => drop("unusable")],
  ["silent", { deaf: true }, () => undefined],
])("a connection that is %s is given up and made again", async (_what, options, end) => {
  const first = fake(options);
  const second = fake();
  const connections = [first, second];
  const kept = keepConnected({
    open: async () => (connections.shift() ?? second).connection,
    onUp: () => undefined,
    onDown: () => undefined,
    pingMs: 20,
  });
  await kept.attempted;
  end(first, kept.drop);
  await expect.poll(() => kept.current).toBe(second.connection);
  expect(first.state.destroyed).toBe(true);
  await kept.close();
  expect(kept.current).toBeNull();
});
