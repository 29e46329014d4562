import type { Db } from "@causerie/db";
import * as repo from "./conversation-writer.repo.ts";
import type { Draft } from "./formats/draft.ts";
import type { Loss } from "./imports.schema.ts";
import { stableId } from "./stable-ids.ts";
import { toTree } from "./tree.ts";

export type Written = { conversationId: string; existed: boolean; lost: Loss[] };

/**
 * Takes a conversation over, within one transaction: all of it or, when it throws, nothing.
 *
 * Its id follows from whose it is and from its id at the source, so the same conversation again is found to be there; one
 * that was deleted here since comes back.
 *
 * @param options.model a model of this server that it goes on with; null: the person's default.
 * @throws {BadEntry} when its messages are no tree.
 */
export async function writeConversation(
  tx: Db,
  draft: Draft,
  { userId, model, now }: { userId: string; model: string | null; now: Date },
): Promise<Written> {
  const origin = [userId, draft.source, draft.sourceId];
  const { messages, headId, detached } = toTree(draft);
  const times = messages.flatMap(({ createdAt }) => createdAt ?? []);
  const began = draft.createdAt ?? earliest(times);
  const conversationId = stableId("conversation", origin, { time: began });
  const lost = detached > 0 ? [...draft.lost, { kind: "detached" as const, count: detached, names: [] }] : draft.lost;

  const isOwnExport = draft.source === "causerie";
  if (isOwnExport && (await repo.conversationExists(tx, { userId, id: draft.sourceId }))) {
    return { conversationId: draft.sourceId, existed: true, lost: [] };
  }
  const ids = new Map<string, string>();
  const timeOf = new Map<string, Date | null>();
  const placed = messages.map((message, place): repo.NewMessage => {
    const from = [...origin, message.id];
    // What has no time of its own has that of what it follows.
    const before = message.parentId === null ? began : (timeOf.get(message.parentId) ?? began);
    const time = message.createdAt ?? before;
    timeOf.set(message.id, time);
    const id = stableId("message", from, { time, place });
    ids.set(message.id, id);
    return {
      id,
      parentId: message.parentId === null ? null : (ids.get(message.parentId) ?? null),
      runId: stableId("run", from, { time, place }),
      message,
      createdAt: notAfter(now, time),
    };
  });
  const inserted = await repo.insertConversation(tx, {
    id: conversationId,
    userId,
    title: draft.title?.replaceAll(/\s+/g, " ").trim().slice(0, 200).toWellFormed() ?? null,
    model,
    pinned: draft.pinned,
    archived: draft.archived,
    headMessageId: headId === null ? null : (ids.get(headId) ?? null),
    createdAt: notAfter(now, began),
    lastActivityAt: notAfter(now, draft.updatedAt ?? latest(times) ?? began),
    now,
  });
  if (!inserted) return { conversationId, existed: true, lost: [] };
  await repo.insertMessages(tx, { userId, conversationId, messages: placed });
  return { conversationId, existed: false, lost };
}

/** A time that is unknown, or that has not come yet, is the present. */
function notAfter(now: Date, time: Date | null): Date {
  return time === null || time > now ? now : time;
}

function earliest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}

function latest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((last, time) => (last === null || time > last ? time : last), null);
}
