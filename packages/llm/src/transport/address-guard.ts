import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { Duplex } from "node:stream";

/** Where a connection may lead. `public`: to addresses of the open internet alone. */
export type AddressPolicy = "any" | "public";

/** What the error of a refused address has as its `code`. */
export const addressRefused = "ADDRESS_REFUSED";

/** A name leads to this machine, its network or another place that is not the open internet. Names no address. */
export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
  readonly code = addressRefused;

  constructor() {
    super("the address is not one of the open internet");
  }
}

/** IPv4 that is not the open internet, by IANA's registry of special purposes, with multicast and what is reserved. */
const special = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  special.addSubnet(network, bits, "ipv4");
}
// Of what is global: protocol assignments with Teredo, documentation, and 6to4, which carries any IPv4 address.
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special.addSubnet(network, bits, "ipv6");
}

/** All global IPv6 that was ever given out. Whatever embeds an IPv4 address (mapped, NAT64) lies outside. */
const globalIpv6 = new BlockList();
globalIpv6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the open internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, "ipv4");
    case 6:
      // A zone makes it an address of one network card.
      return !address.includes("%") && globalIpv6.check(address, "ipv6") && !special.check(address, "ipv6");
    default:
      return false;
  }
}

type LookupAll = (
  hostname: string,
  options: { all: true; family?: number; hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

/**
 * A lookup that answers only when every address of the name is public.
 *
 * The socket connects to what this very answer says, so that a name whose address changes between a check and its use
 * (DNS rebinding) gains nothing.
 *
 * @param lookup asks the system's resolver.
 */
export function publicLookup(lookup: LookupAll = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    const family = options.family === 4 || options.family === 6 ? { family: options.family } : {};
    lookup(hostname, { all: true, ...family }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? new AddressRefusedError(), "", 0);
      else if (!addresses.every(({ address }) => isPublicAddress(address))) callback(new AddressRefusedError(), "", 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

type ConnectOptions = { host?: string | null; hostname?: string | null };
export type Connect = (
  options: object,
  callback?: (error: Error | null, stream: Duplex) => void,
) => Duplex | null | undefined;

/** Connections to public addresses alone; to anything else none is begun, and it fails with {@link AddressRefusedError}. */
export function publicConnect(connect: Connect, lookup: LookupFunction = publicLookup()): Connect {
  return (options: ConnectOptions, callback) => {
    const host = options.host ?? options.hostname ?? "";
    // An address is connected to without a lookup.
    if (host !== "" && (isIP(host) === 0 || isPublicAddress(host))) return connect({ ...options, lookup }, callback);
    // The agent's callback takes either an error or a stream, which its type does not say.
    const refuse = callback as ((error: Error) => void) | undefined;
    process.nextTick(() => refuse?.(new AddressRefusedError()));
    return undefined;
  };
}
