import type { Loss, LossKind } from "../imports.schema.ts";
import { textOf } from "./values.ts";

const mostNames = 20;

/** What of one conversation can't be kept, by kind. */
export class Losses {
  readonly #byKind = new Map<LossKind, Loss>();

  /** @param name what the source calls it, where it has a name: a file's, a tool's. */
  add(kind: LossKind, name?: unknown): void {
    const loss = this.#byKind.get(kind) ?? { kind, count: 0, names: [] };
    this.#byKind.set(kind, loss);
    loss.count += 1;
    const text = textOf(name)?.slice(0, 100).toWellFormed();
    if (text && loss.names.length < mostNames && !loss.names.includes(text)) loss.names.push(text);
  }

  list(): Loss[] {
    return [...this.#byKind.values()];
  }
}
