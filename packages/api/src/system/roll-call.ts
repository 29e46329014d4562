import { setTimeout as delay } from "node:timers/promises";
import { newId } from "@causerie/core";
import { busPart } from "@causerie/realtime";
import type { AppBus, BusMessage } from "../chat/conversation-events.ts";
import type { ProcessFacts } from "./system.schema.ts";

type Word = { kind: "call"; callId: string } | { kind: "here"; callId: string; facts: ProcessFacts };

const topic = "all";

/** Asks every process of the installation who it is, over the bus; answers when another one asks. */
export async function createRollCall(options: { bus: AppBus; facts(): ProcessFacts }) {
  const bus = busPart<Word, BusMessage>(options.bus, "processes");
  const calls = new Map<string, Map<string, ProcessFacts>>();
  const leave = await bus.subscribe(topic, (word) => {
    if (word.kind === "call") bus.publish(topic, { kind: "here", callId: word.callId, facts: options.facts() });
    else calls.get(word.callId)?.set(word.facts.processId, word.facts);
  });
  return {
    /** Those that answer within `waitMs`, this process first: it knows itself without asking. */
    async ask(waitMs: number): Promise<ProcessFacts[]> {
      const own = options.facts();
      const answers = new Map([[own.processId, own]]);
      const callId = newId("run");
      calls.set(callId, answers);
      bus.publish(topic, { kind: "call", callId });
      await delay(waitMs);
      calls.delete(callId);
      return [...answers.values()];
    },
    close: leave,
  };
}
