import type { Bus } from "./bus.ts";

export type PresenceMessage =
  /** Who comes to a place asks who is there. */
  | { kind: "ask"; process: string }
  /** Who is there through one process; a long list comes in parts and counts once it is whole. */
  | { kind: "here"; process: string; members: string[]; part: number; parts: number };

/** What another process said of a place. */
type Elsewhere = { members: readonly string[]; coming: string[]; heardAt: number };

/** How many members one message names: a notification of PostgreSQL has room for some 200 ids. */
const perMessage = 100;

/** One place, as long as somebody of this process is there or watches it. */
export class Place {
  readonly #name: string;
  readonly #deps: { bus: Bus<PresenceMessage>; processId: string; now(): number };
  readonly #here = new Map<string, number>();
  readonly #elsewhere = new Map<string, Elsewhere>();
  readonly #watchers = new Set<{ onChange: (members: readonly string[]) => void; told: string | null }>();
  readonly #subscription: Promise<() => void>;
  #announcing = false;
  #closed = false;

  constructor(name: string, deps: { bus: Bus<PresenceMessage>; processId: string; now(): number }) {
    this.#name = name;
    this.#deps = deps;
    this.#subscription = deps.bus.subscribe(
      name,
      (message) => this.#hear(message),
      () => this.#refresh(),
    );
    // Asked once subscribed, so that no answer is missed; from then on every change is heard.
    void this.#subscription.then(() => this.#ask());
  }

  get isEmpty(): boolean {
    return this.#here.size === 0 && this.#watchers.size === 0;
  }

  enter(member: string): void {
    const times = this.#here.get(member) ?? 0;
    this.#here.set(member, times + 1);
    if (times === 0) this.#changedHere();
  }

  leave(member: string): void {
    const times = this.#here.get(member) ?? 0;
    if (times > 1) {
      this.#here.set(member, times - 1);
      return;
    }
    this.#here.delete(member);
    this.#changedHere();
  }

  async watch(onChange: (members: readonly string[]) => void): Promise<() => void> {
    const watcher = { onChange, told: null };
    this.#watchers.add(watcher);
    await this.#subscription;
    this.#tell();
    return () => this.#watchers.delete(watcher);
  }

  /** Says again who is here, and forgets the processes that were not heard of since `before`. */
  beat(before: number): void {
    if (this.#here.size > 0) this.#announce();
    for (const [process, { heardAt }] of this.#elsewhere) if (heardAt < before) this.#elsewhere.delete(process);
    this.#tell();
  }

  async close(): Promise<void> {
    this.#closed = true;
    (await this.#subscription)();
  }

  /** Everyone of this process leaves at once. */
  async vanish(): Promise<void> {
    this.#watchers.clear();
    if (this.#here.size > 0) {
      this.#here.clear();
      this.#publishHere();
    }
    await this.close();
  }

  #changedHere(): void {
    this.#tell();
    // Who leaves last says so at once: after this nothing of the place is left here.
    if (this.isEmpty) this.#publishHere();
    else this.#announce();
  }

  /** After the subscription: whoever asks before would not be heard. Several changes of one moment go out as one. */
  #announce(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    void this.#subscription.then(() => {
      this.#announcing = false;
      if (!this.#closed) this.#publishHere();
    });
  }

  #publishHere(): void {
    const { bus, processId } = this.#deps;
    const all = [...this.#here.keys()];
    const parts = Math.max(1, Math.ceil(all.length / perMessage));
    for (let part = 0; part < parts; part++) {
      const members = all.slice(part * perMessage, (part + 1) * perMessage);
      bus.publish(this.#name, { kind: "here", process: processId, members, part, parts });
    }
  }

  #ask(): void {
    const { bus, processId } = this.#deps;
    if (!this.#closed) bus.publish(this.#name, { kind: "ask", process: processId });
  }

  #refresh(): void {
    if (this.#here.size > 0) this.#announce();
    this.#ask();
  }

  #hear(message: PresenceMessage): void {
    if (message.process === this.#deps.processId || this.#closed) return;
    if (message.kind === "ask") {
      if (this.#here.size > 0) this.#announce();
      return;
    }
    const { process, part, parts } = message;
    const known = this.#elsewhere.get(process);
    const coming = part === 0 ? message.members : [...(known?.coming ?? []), ...message.members];
    const isWhole = part === parts - 1;
    const members = isWhole ? coming : (known?.members ?? []);
    if (isWhole && members.length === 0) this.#elsewhere.delete(process);
    else this.#elsewhere.set(process, { members, coming, heardAt: this.#deps.now() });
    if (isWhole) this.#tell();
  }

  #tell(): void {
    if (this.#watchers.size === 0) return;
    const everyone = new Set(this.#here.keys());
    for (const { members } of this.#elsewhere.values()) for (const member of members) everyone.add(member);
    const members = [...everyone].sort();
    const text = JSON.stringify(members);
    for (const watcher of [...this.#watchers]) {
      if (watcher.told === text) continue;
      watcher.told = text;
      watcher.onChange(members);
    }
  }
}
