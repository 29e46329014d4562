import type { IncomingMessage } from "node:http";

/**
 * A response's body as text.
 *
 * @param limit in bytes; what comes after it is thrown away, and the connection with it.
 */
export function readAll(response: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const done = () => resolve(Buffer.concat(parts).subarray(0, limit).toString("utf8"));
    response.on("data", (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length < limit) return;
      done();
      response.destroy();
    });
    response.on("end", done);
    response.on("error", reject);
  });
}
