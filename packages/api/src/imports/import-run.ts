import type { Clock } from "@causerie/core";
import { AppError, isAppError } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import type { ModelsService } from "../models/models.service.ts";
import { BadEntry, type Draft } from "./formats/draft.ts";
import { readEntry } from "./formats/read-entry.ts";
import * as repo from "./imports.repo.ts";
import type { ImportSource, SkipReason } from "./imports.schema.ts";
import { type FileEntry, type ImportFileLimits, importEntries } from "./reading/import-file.ts";
import { writeConversation } from "./write-conversation.ts";

/** How long a process may be silent before another takes its imports over. */
export const importLeaseMs = 60_000;
/** How many skipped entries are told apart in a report; more are only counted. */
const mostSkipsTold = 2000;
/** Skipped entries are written down together, so that a file full of rubbish is not as many transactions. */
const skipsPerWrite = 200;
/** A file of which so much is of no use is no export. */
const mostUseless = 20_000;

/** This process is no longer to write: the import was cancelled, or another has taken it over. */
export class NotMine extends Error {
  override readonly name = "NotMine";
}

type Deps = { db: Database; clock: Clock; models: ModelsService; ownerId: string; limits: ImportFileLimits };

/**
 * Reads an import's file from where it stands to its end, a transaction for each conversation: that it was taken over, and
 * that it was counted, become true at the same moment.
 *
 * @throws {NotMine}; {AppError} when the file can't be read, or nothing in it is a conversation.
 */
export async function runImport(deps: Deps, row: repo.ImportRow, options: { file: string; signal: AbortSignal }) {
  const { db, clock, ownerId } = deps;
  const { userId, id } = row;
  const progress = new Progress(row);

  /** Writes down how far it is, with what `work` adds, all or nothing. */
  async function commit(entry: { readBytes: number }, work: (tx: Db) => Promise<Outcome | null>): Promise<void> {
    const step = progress.step(entry.readBytes);
    const outcome = await db.asUser(userId, async (tx) => {
      const done = await work(tx);
      const held = await repo.advance(tx, {
        ...{ userId, id, ownerId, source: done?.source ?? null, readBytes: step.readBytes },
        leaseUntil: new Date(clock.now().getTime() + importLeaseMs),
        position: step.position,
        skipped: step.skipped,
        imported: done?.item.outcome === "imported" ? 1 : 0,
        existing: done?.item.outcome === "existing" ? 1 : 0,
      });
      if (!held) throw new NotMine();
      await repo.insertItems(tx, { userId, importId: id, items: [...step.items, ...(done ? [done.item] : [])] });
      return done;
    });
    progress.committed(outcome);
  }

  for await (const entry of importEntries(options.file, deps.limits)) {
    if (options.signal.aborted) throw new NotMine();
    if (progress.isDone()) continue;
    const draft = draftOf(entry);
    if (typeof draft === "string") progress.skip({ reason: draft, title: null, sourceId: null });
    else {
      const model = await knownModel(deps.models, userId, draft.model);
      try {
        progress.begin();
        await commit(entry, (tx) => take(tx, draft, { userId, model, now: clock.now(), seq: progress.position - 1 }));
      } catch (error) {
        if (error instanceof NotMine || isAppError(error)) throw error;
        // The database refused it, or its messages are no tree: the transaction has left nothing behind.
        progress.giveBack();
        const reason = error instanceof BadEntry ? error.reason : "refused";
        progress.skip({ reason, title: draft.title, sourceId: draft.sourceId });
        // When it is the database that has gone, this fails too, and the import goes on later.
        if (reason === "refused") await commit(entry, async () => null);
      }
    }
    if (progress.pendingSkips >= skipsPerWrite) await commit(entry, async () => null);
    if (progress.useful === 0 && progress.position > mostUseless) break;
  }
  await commit({ readBytes: Number(row.sizeBytes) }, async () => null);
  if (progress.useful === 0)
    throw new AppError("IMPORT_UNRECOGNISED", { message: "nothing in the file is a conversation" });
}

type Outcome = { item: repo.ItemRow; source: ImportSource };

async function take(
  tx: Db,
  draft: Draft,
  options: { userId: string; model: string | null; now: Date; seq: number },
): Promise<Outcome> {
  const { conversationId, existed, lost } = await writeConversation(tx, draft, options);
  const item: repo.ItemRow = {
    seq: options.seq,
    outcome: existed ? "existing" : "imported",
    sourceId: draft.sourceId,
    title: draft.title?.slice(0, 200).toWellFormed() ?? null,
    conversationId,
    reason: null,
    lost,
  };
  return { item, source: draft.source };
}

function draftOf(entry: FileEntry): Draft | SkipReason {
  if (entry.kind === "skip") return entry.reason;
  try {
    return readEntry(entry.bytes);
  } catch (error) {
    if (error instanceof BadEntry) return error.reason;
    throw error;
  }
}

/** A conversation goes on with its model where this server has it. */
async function knownModel(models: ModelsService, userId: string, model: string | null): Promise<string | null> {
  if (model === null || model.length > 200) return null;
  return models.require(model, userId).then(
    ({ id }) => id,
    () => null,
  );
}

/** Where an import stands, and what of it is not written down yet. */
class Progress {
  /** How many entries of the file were dealt with. */
  position = 0;
  /** How many conversations came over or were there, this time and before. */
  useful: number;
  readonly #startAt: number;
  #told: number;
  #skipped = 0;
  #items: repo.ItemRow[] = [];

  constructor(row: repo.ImportRow) {
    this.#startAt = row.position;
    this.useful = row.imported + row.existing;
    this.#told = row.skipped;
  }

  get pendingSkips(): number {
    return this.#skipped;
  }

  /** Passes over an entry that was dealt with before the server restarted. */
  isDone(): boolean {
    if (this.position >= this.#startAt) return false;
    this.position += 1;
    return true;
  }

  begin(): void {
    this.position += 1;
  }

  giveBack(): void {
    this.position -= 1;
  }

  skip(entry: { reason: SkipReason; title: string | null; sourceId: string | null }): void {
    const { reason, title, sourceId } = entry;
    this.#skipped += 1;
    this.#told += 1;
    if (this.#told <= mostSkipsTold) {
      const told = {
        title: title?.slice(0, 200).toWellFormed() ?? null,
        sourceId,
        reason,
        conversationId: null,
        lost: [],
      };
      this.#items.push({ seq: this.position, outcome: "skipped", ...told });
    }
    this.position += 1;
  }

  step(readBytes: number) {
    return { position: this.position, skipped: this.#skipped, items: this.#items, readBytes };
  }

  committed(outcome: Outcome | null): void {
    this.#skipped = 0;
    this.#items = [];
    if (outcome) this.useful += 1;
  }
}
