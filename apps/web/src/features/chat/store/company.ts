import type { ChatEvent, LiveEvent, PersonView } from "@causerie/api/schemas";

/** Who else has to do with the conversation, as far as the page was told. */
export type Company = {
  /** Who takes or took part, by their id; empty while the conversation is one person's. */
  people: ReadonlyMap<string, PersonView>;
  /** Who is looking at it now. */
  presentIds: readonly string[];
  /** Until when (milliseconds since 1970) each of those who write a message counts as writing. */
  typingUntil: ReadonlyMap<string, number>;
};

export const nobody: Company = { people: new Map(), presentIds: [], typingUntil: new Map() };

/** How long "is typing" stands without being said again; the server says six seconds, and the way here takes some time. */
export const typingStandsMs = 7_000;

export type ListEvent = Extract<LiveEvent, { type: "listed" | "unlisted" | "listCleared" }>;
type CompanyEvent = Extract<LiveEvent, { type: "people" | "presence" | "typing" }>;

export function isListEvent(event: LiveEvent): event is ListEvent {
  return event.type === "listed" || event.type === "unlisted" || event.type === "listCleared";
}

function isCompanyEvent(event: LiveEvent): event is CompanyEvent {
  return event.type === "people" || event.type === "presence" || event.type === "typing";
}

export function isChatEvent(event: LiveEvent): event is ChatEvent {
  return !isListEvent(event) && !isCompanyEvent(event);
}

/** The company after these events; the same object when they say nothing about it. */
export function foldCompany(company: Company, events: readonly LiveEvent[], now: number): Company {
  let next = company;
  for (const event of events) {
    if (event.type === "people") {
      next = { ...next, people: new Map(event.people.map((person) => [person.userId, person])) };
    } else if (event.type === "presence") {
      next = { ...next, presentIds: event.userIds };
    } else if (event.type === "typing") {
      next = withTyping(next, event.userId, event.typing ? now + typingStandsMs : null);
    } else if (event.type === "message" && event.message.authorId && next.typingUntil.has(event.message.authorId)) {
      // What was typed has arrived.
      next = withTyping(next, event.message.authorId, null);
    }
  }
  return next;
}

/** The company without those who said too long ago that they write. */
export function withoutSilent(company: Company, now: number): Company {
  const left = [...company.typingUntil].filter(([, until]) => until > now);
  return left.length === company.typingUntil.size ? company : { ...company, typingUntil: new Map(left) };
}

function withTyping(company: Company, userId: string, until: number | null): Company {
  const typingUntil = new Map(company.typingUntil);
  if (until === null) typingUntil.delete(userId);
  else typingUntil.set(userId, until);
  return { ...company, typingUntil };
}
