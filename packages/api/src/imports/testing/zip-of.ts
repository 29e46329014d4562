import { buffer } from "node:stream/consumers";
import { zipStream } from "../../exports/archive.ts";

/** A ZIP of these files, in this order. */
export function zipOf(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  async function* entries() {
    for (const [name, content] of Object.entries(files)) {
      yield { name, modified: new Date(), content: () => once(content.toString()) };
    }
  }
  return buffer(zipStream(entries()));
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
