import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/** What the server knows of a request, from its connection and from headers that a trusted proxy set. */
export type RequestFacts = {
  id: string;
  /** The client's network address; of an IPv6 address its /64, which is what one household or host has. */
  address: string;
  /** Over TLS, here or at the proxy. */
  secure: boolean;
  /** The name that the client used for this server, with its port. */
  host: string;
};

/**
 * @param trustedProxies how many proxies stand in front. What a client itself writes into `X-Forwarded-For` stands to
 *   the left of what they add, and is never read.
 */
export function readFacts(request: IncomingMessage, trustedProxies: number): RequestFacts {
  const forwarded = trustedProxies > 0 ? list(request.headers["x-forwarded-for"]).at(-trustedProxies) : undefined;
  const protocol = trustedProxies > 0 ? list(request.headers["x-forwarded-proto"]).at(-1) : undefined;
  return {
    id: randomUUID(),
    address: network(forwarded ?? request.socket.remoteAddress ?? "unknown"),
    secure: protocol === "https",
    host: request.headers.host ?? "",
  };
}

function list(header: string | string[] | undefined): string[] {
  return [header ?? ""]
    .flat()
    .join(",")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:/i, "");
  if (!isIPv6(plain)) return plain;
  // The URL parser writes an IPv6 address in its one canonical form, with one `::` at most.
  const canonical = new URL(`http://[${plain.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const rest = tail?.split(":").filter((group) => group !== "") ?? [];
  const whole = tail === undefined ? groups : [...groups, ...Array(8 - groups.length - rest.length).fill("0"), ...rest];
  return `${whole.slice(0, 4).join(":")}::/64`;
}
