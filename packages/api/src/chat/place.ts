import { AppError } from "@causerie/core";
import type { EnteredConversation } from "./chat.repo.ts";
import type { Place } from "./exchange.ts";

/** Who asks, and by which API key. */
type Asker = { userId: string; keyId: string | null };

/** The place of an exchange in a conversation that was entered for it; `before` is its branch. */
export function placeIn(asker: Asker, conversationId: string, entered: EnteredConversation): Place {
  const { ownerId, role, people, branch, titled } = entered;
  return {
    ownerId,
    conversationId,
    askerId: asker.userId,
    keyId: asker.keyId,
    as: role,
    names: people && Object.fromEntries(people.map(({ userId, username }) => [userId, username])),
    audience: people ? people.flatMap(({ userId, here }) => (here ? userId : [])) : [ownerId],
    unnamed: !titled && branch.length === 0,
    before: branch,
  };
}

export function newPlace({ userId: askerId, keyId }: Asker, conversationId: string): Place {
  return {
    ownerId: askerId,
    conversationId,
    askerId,
    keyId,
    as: "new",
    names: null,
    audience: [askerId],
    unnamed: true,
    before: [],
  };
}

/**
 * What a person needs who wants to write somewhere.
 *
 * @throws {AppError} NOT_FOUND, CONVERSATION_ARCHIVED
 */
export function requireWritable(entered: EnteredConversation | null): EnteredConversation {
  if (!entered) throw new AppError("NOT_FOUND", { message: "no such conversation" });
  if (entered.archived) throw new AppError("CONVERSATION_ARCHIVED");
  return entered;
}
