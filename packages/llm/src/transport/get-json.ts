import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Agents } from "./connect.ts";
import { reasonOf } from "./outgoing.ts";
import { TransportError } from "./trouble.ts";

/** OpenRouter's list is about 1 MB. */
const largestBody = 16 * 1024 * 1024;

export type GetJsonOptions = { headers: Record<string, string>; timeoutMs: number };

/** The server answered with another status than 200; a redirect is such a one. */
export class StatusError extends Error {
  override readonly name = "StatusError";
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/**
 * A small JSON document, such as a list of models.
 *
 * @throws {StatusError} for another status than 200.
 * @throws {TransportError} when it can't be had within `timeoutMs`, or is too large; the message names no header and no
 *   address.
 * @throws {SyntaxError} when it is no JSON.
 */
export async function getJson(address: string, options: GetJsonOptions & { agents: Agents }): Promise<unknown> {
  const url = new URL(address);
  const isSecure = url.protocol === "https:";
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (isSecure ? httpsRequest : httpRequest)(url, {
        agent: isSecure ? options.agents.https : options.agents.http,
        headers: { accept: "application/json", ...options.headers },
        signal: timeout,
      });
      request.on("response", resolve);
      request.on("error", reject);
      request.end();
    });
    if (response.statusCode !== 200) {
      response.destroy();
      throw new StatusError(response.statusCode ?? 0);
    }
    return JSON.parse(await readBounded(response));
  } catch (error) {
    if (error instanceof StatusError || error instanceof TransportError || error instanceof SyntaxError) throw error;
    if (timeout.aborted) throw new TransportError({ kind: "first-token-timeout", afterMs: options.timeoutMs });
    throw new TransportError({ kind: "unreachable", reason: reasonOf(error) });
  }
}

async function readBounded(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > largestBody) throw new TransportError({ kind: "too-large", limit: largestBody });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
