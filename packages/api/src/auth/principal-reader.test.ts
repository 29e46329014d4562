import { describe, expect, it } from "vitest";
import { type PrincipalState, rememberPrincipals } from "./principal-reader.ts";

const active: PrincipalState = { role: "user", isActive: true, sessionVersion: 1, messagesPerMinute: null };

describe("rememberPrincipals", () => {
  it("does not keep what was read before a change that was committed meanwhile", async () => {
    let answer = (_state: PrincipalState) => {};
    const reads: string[] = [];
    const reader = rememberPrincipals((userId) => {
      reads.push(userId);
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const early = reader.read("usr_1");
    reader.forget("usr_1");
    answer(active);
    await early;
    const late = reader.read("usr_1");
    answer({ ...active, isActive: false });
    expect(await late).toEqual({ ...active, isActive: false });
    expect(reads).toHaveLength(2);
  });

  it("reads a person once until they are to be forgotten", async () => {
    let reads = 0;
    const reader = rememberPrincipals(async () => ({ ...active, sessionVersion: ++reads }));
    await reader.read("usr_1");
    expect(await reader.read("usr_1")).toMatchObject({ sessionVersion: 1 });
    reader.forget("usr_1");
    expect(await reader.read("usr_1")).toMatchObject({ sessionVersion: 2 });
  });

  it("remembers nobody as absent", async () => {
    const states: (PrincipalState | null)[] = [null, active];
    const reader = rememberPrincipals(async () => states.shift() ?? null);
    expect(await reader.read("usr_1")).toBeNull();
    expect(await reader.read("usr_1")).toEqual(active);
  });
});
