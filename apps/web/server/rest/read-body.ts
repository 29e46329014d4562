import type { IncomingMessage } from "node:http";
import { AppError } from "@causerie/core";

/**
 * A request's body as JSON; undefined when there is none.
 *
 * @throws {AppError} UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, INVALID_INPUT.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<{ text: string; value: unknown }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError("PAYLOAD_TOO_LARGE", { params: { limit: maxBytes } });
    chunks.push(chunk);
  }
  if (size === 0) return { text: "", value: undefined };
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new AppError("UNSUPPORTED_MEDIA_TYPE", { message: `type ${type ?? "none"}` });
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "the body is no JSON", publicMessage: "Send JSON.", cause });
  }
}
