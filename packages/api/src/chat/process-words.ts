import type { Clock } from "@causerie/core";
import { type AppBus, processTopic } from "./conversation-events.ts";
import { tellForMs } from "./remote-runs.ts";
import type { RunEngine } from "./run-engine.ts";

/** Does what other processes ask of this one about the runs that it writes, until the returned function is called. */
export async function listenToProcess(deps: {
  bus: AppBus;
  runs: RunEngine;
  clock: Clock;
  processId: string;
}): Promise<() => void> {
  const { bus, runs, clock, processId } = deps;
  return bus.subscribe(processTopic(processId), (message) => {
    if (message.kind === "stop") runs.stop(message.runId);
    if (message.kind === "follow") runs.tell(message.runId, clock.monotonic() + tellForMs);
  });
}
