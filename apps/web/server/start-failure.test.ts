import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { startFailureText } from "./start-failure.ts";

/** The real error of a socket, not one that looks like it. */
function failureOf(emitter: NodeJS.EventEmitter): Promise<unknown> {
  return new Promise((resolve) => {
    emitter.once("error", resolve);
  });
}

it("keeps the stack of what nobody foresaw", () => {
  expect(startFailureText(new TypeError("x is not a function"))).toMatch(/TypeError: x is not a function\n\s+at /);
  expect(startFailureText("thrown")).toBe("thrown");
});

it("says the message alone of what a person can mend", () => {
  const error = Object.assign(new Error("The database in .data is in use."), { name: "DirectoryInUseError" });
  expect(startFailureText(error)).toBe("The database in .data is in use.");
});

it("names the port that is taken, and the address that is not this machine's", async () => {
  const first = createServer();
  await new Promise<void>((resolve) => {
    first.listen(0, "127.0.0.1", resolve);
  });
  const address = first.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const second = createServer();
  const taken = failureOf(second);
  second.listen(port, "127.0.0.1");
  expect(startFailureText(await taken)).toBe(
    `Port ${port} is in use by another program: stop it, or set PORT to another one.`,
  );
  first.close();
  const third = createServer();
  const elsewhere = failureOf(third);
  third.listen(0, "192.0.2.1");
  expect(startFailureText(await elsewhere)).toBe("HOST can't be used: 192.0.2.1 is no address of this machine.");
});

it("names DATABASE_URL when its server can't be reached or refuses", async () => {
  const unreachable = await failureOf(connect(1, "127.0.0.1"));
  expect(startFailureText(unreachable)).toMatch(/^The PostgreSQL server of DATABASE_URL can't be reached: .*:1\.$/);
  const refused = Object.assign(new Error('password authentication failed for user "u"'), { code: "28P01" });
  expect(startFailureText(refused)).toBe(
    'The PostgreSQL server of DATABASE_URL refused: password authentication failed for user "u".',
  );
});
