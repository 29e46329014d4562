import type { ChatApp, Person } from "../../testing/index.ts";
import type { ImportView } from "../imports.schema.ts";

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Sends a part of a file, as the HTTP route hands it on. */
export function sendPart(app: ChatApp, person: Person, part: { id: string; offset: number; bytes: Uint8Array }) {
  const { id, offset, bytes } = part;
  return app.services.imports.append(person.userId, id, { offset, chunks: chunksOf(bytes) });
}

/** Imports a file and waits for its end. */
export async function importFile(app: ChatApp, person: Person, bytes: Uint8Array): Promise<ImportView> {
  const file = { fileName: "export.zip", fingerprint: `${bytes.length}`, sizeBytes: bytes.length };
  const { id } = await person.caller.imports.start(file);
  await sendPart(app, person, { id, offset: 0, bytes });
  return settled(app, person, id);
}

/** Waits until nothing of the import is under way. */
export async function settled(app: ChatApp, person: Person, id: string): Promise<ImportView> {
  for (;;) {
    await app.services.imports.idle();
    const view = await person.caller.imports.status({ id });
    if (view.status !== "waiting" && view.status !== "running") return view;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
