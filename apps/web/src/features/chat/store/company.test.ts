import type { LiveEvent } from "@causerie/api/schemas";
import { describe, expect, it } from "vitest";
import { foldCompany, isChatEvent, isListEvent, nobody, typingStandsMs, withoutSilent } from "./company.ts";
import { question } from "./testing.ts";

const typing = (userId: string, on = true): LiveEvent => ({ type: "typing", userId, typing: on });

describe("the company", () => {
  it("is not changed by what is no news of it", () => {
    expect(foldCompany(nobody, [{ type: "cleared" }, { type: "listCleared" }], 0)).toBe(nobody);
    expect(withoutSilent(nobody, 0)).toBe(nobody);
  });

  it("forgets who types once they stop, fall silent, or have sent what they typed", () => {
    const ada = foldCompany(nobody, [typing("usr_ada")], 0);
    expect(foldCompany(ada, [typing("usr_ada", false)], 1).typingUntil.size).toBe(0);
    expect(withoutSilent(ada, typingStandsMs - 1)).toBe(ada);
    expect(withoutSilent(ada, typingStandsMs).typingUntil.size).toBe(0);
    const message = { ...question({ id: "msg_1", text: "hi" }), authorId: "usr_ada" };
    expect(foldCompany(ada, [{ type: "message", message }], 1).typingUntil.size).toBe(0);
  });

  it("keeps what happens to the list and to the conversation apart", () => {
    expect(isListEvent({ type: "unlisted", conversationId: "conv_1" })).toBe(true);
    expect(isChatEvent({ type: "unlisted", conversationId: "conv_1" })).toBe(false);
    expect(isChatEvent(typing("usr_ada"))).toBe(false);
    expect(isChatEvent({ type: "cleared" })).toBe(true);
  });
});
