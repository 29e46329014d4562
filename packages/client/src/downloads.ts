import { errorOfResponse } from "./error.ts";
import type { Send } from "./transport.ts";

export type ExportFormat = "md" | "json" | "html";

/** A file as it comes: nothing of it is held in memory. */
export type Download = {
  /** The name that the server gives it. */
  fileName: string;
  contentType: string;
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
};

/** @throws {CauserieError} what the server refuses. */
export async function download(send: Send, path: string, signal?: AbortSignal): Promise<Download> {
  const response = await send(path, signal ? { signal } : {});
  if (!response.ok || !response.body) throw await errorOfResponse(response);
  return {
    fileName: nameIn(response.headers.get("content-disposition") ?? "") ?? path.slice(path.lastIndexOf("/") + 1),
    contentType: response.headers.get("content-type") ?? "application/octet-stream",
    body: response.body,
  };
}

/** RFC 6266: the name in UTF-8, else the plain one. Never more than a name: whoever saves it must not leave a folder. */
function nameIn(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const name = encoded === undefined ? /filename="([^"]*)"/i.exec(disposition)?.[1] : decodeURIComponent(encoded);
  return name?.replaceAll(/[/\\]/g, "_").replace(/^\.+/, "") || undefined;
}
