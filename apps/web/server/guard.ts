import type { IncomingMessage } from "node:http";
import { AppError } from "@causerie/core";
import type { RequestFacts } from "./request-facts.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses what no page of this server sends.
 *
 * - A name that is not this server's: a page elsewhere whose name was made to resolve to this machine.
 * - A change from another origin, or one whose origin can't be told although it brings a cookie. A program that brings
 *   its own token and no cookie needs no origin: a browser can't be made to send that.
 *
 * @param options.elsewhere whether other origins may ask too, because no cookie counts there.
 * @throws {AppError} ORIGIN_REFUSED.
 */
export function guardOrigin(
  request: IncomingMessage,
  facts: RequestFacts,
  options: { publicUrl: string | undefined; loopback: boolean; elsewhere?: boolean },
): void {
  const { publicUrl, loopback } = options;
  const name = facts.host.replace(/:\d+$/, "").toLowerCase();
  if (publicUrl === undefined && loopback && !loopbackHosts.has(name)) {
    throw new AppError("ORIGIN_REFUSED", { message: "unexpected host name" });
  }
  if (options.elsewhere || safeMethods.has(request.method ?? "")) return;
  const { origin, cookie } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin !== undefined) {
    const own = publicUrl ?? `${facts.secure ? "https" : "http"}://${facts.host}`;
    if (origin !== own) throw new AppError("ORIGIN_REFUSED", { message: "another origin" });
  } else if (site !== undefined ? site !== "same-origin" : cookie !== undefined) {
    throw new AppError("ORIGIN_REFUSED", { message: "a change of unknown origin" });
  }
}
