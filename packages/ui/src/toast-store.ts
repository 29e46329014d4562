export type ToastTone = "neutral" | "success" | "danger";

export type ToastInput = {
  message: string;
  tone?: ToastTone;
  /** One thing to do about it, e.g. undo. The toast goes when it is done. */
  action?: { label: string; onSelect: () => void };
  /** How long it stays, in milliseconds; by default 5,000, errors 10,000. Hover and focus stop the clock. */
  duration?: number;
};

export type Toast = ToastInput & { id: number; tone: ToastTone; duration: number };

/** More than this at once is noise; the oldest goes. */
const limit = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message in a corner of the page, once: what said the same before goes, unless it can be undone. Returns an id for `dismissToast`. */
export function toast(input: ToastInput): number {
  lastId += 1;
  const tone = input.tone ?? "neutral";
  const entry: Toast = { ...input, id: lastId, tone, duration: input.duration ?? (tone === "danger" ? 10_000 : 5_000) };
  publish([...toasts.filter(({ message, action }) => action || message !== entry.message), entry].slice(-limit));
  return entry.id;
}

/** Takes a toast away before its time; unknown ids are ignored. */
export function dismissToast(id: number): void {
  publish(toasts.filter((entry) => entry.id !== id));
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}
