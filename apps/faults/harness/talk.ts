import { randomUUID } from "node:crypto";
import type { Person } from "@causerie/e2e/fixtures/people";
import { told } from "@causerie/e2e/fixtures/upstream";
import type { FakeBehaviour } from "@causerie/llm/testing";
import { until } from "./until.ts";
import { type Message, Watcher } from "./watcher.ts";

export type Sent = {
  content: string;
  clientMessageId: string;
  /** What the server acknowledged. */
  userMessageId: string;
  assistantMessageId: string;
  runId: string;
  /** What the provider means to answer; null: nothing that could be compared. */
  expected: string | null;
  /** How often it was sent before the server said yes. */
  tries: number;
};

/** Refusals that pass by themselves; anything else is a person's own fault, and a test's. */
const passing = new Set(["NETWORK", "UNAVAILABLE", "SHUTTING_DOWN", "INTERNAL", "RUN_IN_PROGRESS"]);

/** One person in one conversation: what they said, and what they were shown. */
export class Talk implements Disposable {
  readonly person: Person;
  readonly sent: Sent[] = [];
  /** Codes of the refusals that were met and outlived. */
  readonly refusals: string[] = [];
  #conversationId: string | null = null;
  #watcher: Watcher | null = null;

  constructor(person: Person) {
    this.person = person;
  }

  get conversationId(): string {
    if (this.#conversationId === null) throw new Error("Nothing was said yet");
    return this.#conversationId;
  }

  get watcher(): Watcher {
    this.#watcher ??= new Watcher(this.person.client.api, this.conversationId);
    return this.#watcher;
  }

  /**
   * Sends a message, again and again with the same id, until the server has it: as a client does whose line is bad.
   *
   * @param how the provider answers; null: as it is set to.
   */
  async say(how: string | FakeBehaviour | null): Promise<Sent> {
    const clientMessageId = randomUUID();
    const content = how === null ? clientMessageId : `${clientMessageId} ${told(how)}`;
    let tries = 0;
    const met: string[] = [];
    const what = () => `a yes to ${content.slice(0, 60)}, which met ${[...new Set(met)].join(", ")}`;
    const answer = await until(what, async () => {
      tries++;
      const conversation = this.#conversationId === null ? {} : { conversationId: this.#conversationId };
      return this.person.client.ask(content, { clientMessageId, ...conversation }).catch((error: unknown) => {
        const code = codeOf(error);
        if (!passing.has(code)) throw error;
        this.refusals.push(code);
        met.push(`${code} (${String(error)})`);
        return null;
      });
    });
    this.#conversationId = answer.conversationId;
    const { userMessageId, assistantMessageId, runId } = answer;
    if (assistantMessageId === null || runId === null) throw new Error(`Nobody was asked to answer ${content}`);
    const expected = how !== null && typeof how === "object" ? (how.text ?? null) : null;
    const sent = { content, clientMessageId, userMessageId, assistantMessageId, runId, expected, tries };
    this.sent.push(sent);
    // Looked at from here on.
    void this.watcher;
    return sent;
  }

  /** Waits until the stream says how the answer ended. */
  ended(sent: Sent): Promise<Message> {
    return this.watcher.untilEnded(sent.assistantMessageId);
  }

  /** Says something and waits for the end of the answer. */
  async exchange(how: string | FakeBehaviour | null): Promise<Message> {
    return this.ended(await this.say(how));
  }

  /** All messages of the conversation as the server has them, oldest first, read in pages. */
  async stored(limit = 7): Promise<Message[]> {
    const messages: Message[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: Message[]; nextCursor: string | null } = await this.person.client.api.messages.list.query({
        conversationId: this.conversationId,
        cursor,
        limit,
      });
      messages.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return messages.reverse();
  }

  [Symbol.dispose](): void {
    this.#watcher?.[Symbol.dispose]();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
