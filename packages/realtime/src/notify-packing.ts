import type { Letter } from "./outbox.ts";

/** `[sender, number, letters]`; the number makes payloads of one transaction differ, because equal ones are sent once. */
export type NotifyWire<Message> = [sender: string, number: number, letters: [topic: string, message?: Message][]];

/** PostgreSQL refuses a payload of 8,000 bytes or more. */
const maxBytes = 7_999;

/**
 * Packs letters, in order, into as few payloads as hold them. A letter that fits into none goes without its message: the others
 * then hear that something of its topic was lost to them, and read the database.
 */
export function packLetters<Message>(
  letters: readonly Letter<Message>[],
  from: { sender: string; next(): number },
): string[] {
  const payloads: string[] = [];
  let packed: string[] = [];
  let head = "";
  let bytes = 0;
  const close = () => {
    if (packed.length > 0) payloads.push(`${head}${packed.join(",")}]]`);
    packed = [];
    head = `${JSON.stringify([from.sender, from.next()]).slice(0, -1)},[`;
    bytes = Buffer.byteLength(head) + 2;
  };
  close();
  const room = maxBytes - bytes - 16;
  for (const { topic, message } of letters) {
    const whole = JSON.stringify(message === undefined ? [topic] : [topic, message]);
    const text = Buffer.byteLength(whole) <= room ? whole : JSON.stringify([topic]);
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > maxBytes) close();
    packed.push(text);
    bytes += size;
  }
  close();
  return payloads;
}
