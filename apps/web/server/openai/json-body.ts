import type { IncomingMessage } from "node:http";
import { AppError } from "@causerie/core";

/**
 * A request's body, parsed.
 *
 * @throws {AppError} UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, INVALID_INPUT when it is no JSON.
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/i.test(type)) throw new AppError("UNSUPPORTED_MEDIA_TYPE");
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const publicMessage = "The body is no JSON.";
    throw new AppError("INVALID_INPUT", { message: "the body is no JSON", publicMessage, cause });
  }
}

function readText(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= limit) parts.push(part);
      else reject(new AppError("PAYLOAD_TOO_LARGE", { params: { limit } }));
    });
    request.on("end", () =>
      resolve((parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).toString("utf8")),
    );
    request.on("error", reject);
    // Gone in the middle: nobody is left to answer.
    request.on("close", () => {
      if (!request.complete) reject(new AppError("INVALID_INPUT", { message: "the body was cut" }));
    });
  });
}
