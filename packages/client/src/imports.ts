import type { AppRouter } from "@causerie/api";
import type { TRPCClient } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { CauserieError, errorOfResponse } from "./error.ts";
import { pause } from "./pause.ts";
import type { Send } from "./transport.ts";

export type ImportView = inferRouterOutputs<AppRouter>["imports"]["status"];

export type ImportOptions = {
  /** What the file is called; that of a `File` by default. */
  fileName?: string;
  /** Is told where it stands: once it is begun, after each part, and while it is read. */
  onProgress?: (state: ImportView) => void;
  signal?: AbortSignal;
};

const longestName = 300;
const partBytes = 4 * 1024 * 1024;
const tries = 6;
const askEveryMs = 500;

/**
 * Uploads a file of conversations in parts and waits until the server has read it. The same file again goes on where its
 * upload broke off.
 *
 * @throws {CauserieError} what the server refuses, or with the import's own code when it failed; what reading the file
 *   throws when it changes meanwhile.
 */
export async function importFile(
  { api, send }: { api: TRPCClient<AppRouter>; send: Send },
  file: Blob,
  { fileName = file instanceof File ? file.name : "import", onProgress, signal }: ImportOptions,
): Promise<ImportView> {
  const options = signal ? { signal } : {};
  const name = fileName.slice(0, longestName);
  // A file that was changed since is another one, also where it is as long as before.
  const fingerprint = `${name}:${file.size}${file instanceof File ? `:${file.lastModified}` : ""}`;
  let view = await api.imports.start.mutate({ fileName: name, fingerprint, sizeBytes: file.size }, options);
  onProgress?.(view);
  let offset = view.receivedBytes;
  for (let failed = 0; offset < file.size; ) {
    // Read first: that the file can't be read is no failure of the line.
    const part = await file.slice(offset, offset + partBytes).arrayBuffer();
    try {
      offset = await sendPart(send, view.id, { offset, part, ...options });
      failed = 0;
    } catch (error) {
      failed += 1;
      if (!(error instanceof CauserieError) || !passes(error) || failed === tries) throw error;
      await pause(250 * 2 ** failed, signal);
      // What came of a part that broke off was kept.
      offset = (await api.imports.status.query({ id: view.id }, options)).receivedBytes;
    }
    onProgress?.({ ...view, receivedBytes: offset });
  }
  for (;;) {
    view = await api.imports.status.query({ id: view.id }, options);
    onProgress?.(view);
    if (view.status === "complete") return view;
    if (view.status !== "uploading" && view.status !== "waiting" && view.status !== "running") {
      throw new CauserieError(view.errorCode ?? "IMPORT_ENDED", `The import is ${view.status}.`);
    }
    await pause(askEveryMs, signal);
  }
}

async function sendPart(
  send: Send,
  id: string,
  { offset, part, ...init }: { offset: number; part: ArrayBuffer; signal?: AbortSignal },
): Promise<number> {
  const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) };
  const response = await send(`/api/import/${id}`, { ...init, method: "PATCH", headers, body: part }).catch(
    (error: unknown) => {
      init.signal?.throwIfAborted();
      throw new CauserieError("NETWORK", "The server can't be reached.", { cause: error });
    },
  );
  if (!response.ok) throw await errorOfResponse(response);
  const state = (await response.json()) as Pick<ImportView, "receivedBytes">;
  return state.receivedBytes;
}

/** The line broke, the part before is still being written, or the server restarts. */
function passes({ code, status }: CauserieError): boolean {
  if (code === "STORAGE_FULL") return false;
  return ["NETWORK", "CONFLICT", "UPLOAD_OFFSET_WRONG"].includes(code) || (status ?? 0) >= 500;
}
