import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Prices } from "@causerie/llm";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import type { ModelCalls } from "../model-calls/model-calls.ts";
import { judgePrice } from "../model-calls/price.ts";
import type { ModelsService } from "../models/models.service.ts";
import type { AppBus } from "./conversation-events.ts";
import { leaseMs } from "./lease.ts";
import { nameUnnamed } from "./name-unnamed.ts";
import { recoverRuns } from "./recovery.ts";
import type { RunEngine } from "./run-engine.ts";
import type { MessageQueue } from "./use-cases/message-queue.ts";

/**
 * Takes up what processes that died left behind: runs, calls that were never settled, messages that wait, conversations
 * without a name. Once before it
 * returns, then each half of a lease, because another process may die at any time.
 */
export async function startRecovery(deps: {
  db: Database;
  clock: Clock;
  log: Logger;
  bus: AppBus;
  processId: string;
  models: Pick<ModelsService, "effective">;
  modelCalls: Pick<ModelCalls, "recover">;
  runs: Pick<RunEngine, "start">;
  queue: Pick<MessageQueue, "advanceAll">;
  conversations: Pick<ConversationsService, "proposeTitle">;
}): Promise<{ close(): void }> {
  const { db, log, models, modelCalls, runs, queue, conversations } = deps;

  async function priceOf(model: string): Promise<Prices | null> {
    const judged = judgePrice((await models.effective(model)) ?? { prices: null });
    return judged.usable ? judged.prices : null;
  }

  const name = (ownerId: string, id: string, title: string) => conversations.proposeTitle(ownerId, id, title, true);

  async function recover({ exclusive, first }: { exclusive: boolean; first: boolean }): Promise<void> {
    const { interrupted, restarted } = await recoverRuns({ ...deps, priceOf }, { exclusive });
    await modelCalls.recover({ exclusive });
    for (const run of restarted) runs.start(run);
    await queue.advanceAll();
    if (first || interrupted.length > 0) await nameUnnamed({ db, name });
  }

  await recover({ exclusive: db.engine === "embedded", first: true });
  const timer = setInterval(() => {
    recover({ exclusive: false, first: false }).catch((error: unknown) =>
      log.warn({ err: error }, "interrupted answers could not be looked for"),
    );
  }, leaseMs / 2);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
