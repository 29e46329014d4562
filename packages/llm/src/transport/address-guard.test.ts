import { createServer } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { defaultTimeouts } from "../config.ts";
import { AddressRefusedError, isPublicAddress, publicConnect, publicLookup } from "./address-guard.ts";
import { createTransport } from "./transport.ts";

let connections = 0;
const server = createServer((request, response) => {
  if (request.url === "/away") response.writeHead(302, { location: "/models" }).end();
  else response.end(`{"data":[]}`);
});
server.on("connection", () => {
  connections += 1;
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

const ask = { headers: {}, timeoutMs: 5_000 };

describe("isPublicAddress", () => {
  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
  ])("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "223.255.255.255"])(
    "takes %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each(["2606:4700::1111", "2a00:1450:4001:80e::200e", "2001:4860:4860::8888"])("takes %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("a transport to public addresses", () => {
  it.each([
    "http://127.0.0.1",
    "http://localhost",
    "http://LOCALHOST",
    "http://127.1",
    "http://2130706433",
    "http://0x7f.1",
    "http://0177.0.0.1",
    "http://0.0.0.0",
    "http://[::1]",
    "http://[::ffff:127.0.0.1]",
    "https://127.0.0.1",
    "https://localhost",
    "http://①②⑦.0.0.1",
  ])("makes no connection to %s", async (origin) => {
    const before = connections;
    const transport = createTransport(defaultTimeouts, "public");
    await expect(transport.getJson(`${origin}:${port}/models`, ask)).rejects.toMatchObject({
      trouble: { kind: "unreachable", reason: "ADDRESS_REFUSED" },
    });
    const exchange = transport.open({ signal: new AbortController().signal, onDelta: () => undefined });
    await expect(exchange.fetch(`${origin}:${port}/chat/completions`, { method: "POST" })).rejects.toThrow(
      "ADDRESS_REFUSED",
    );
    expect(connections).toBe(before);
    transport.close();
  });

  it("goes to them where that is allowed, and follows no redirect", async () => {
    const transport = createTransport(defaultTimeouts, "any");
    expect(await transport.getJson(`http://127.0.0.1:${port}/models`, ask)).toEqual({ data: [] });
    await expect(transport.getJson(`http://127.0.0.1:${port}/away`, ask)).rejects.toThrow("status 302");
    transport.close();
  });
});

describe("a name", () => {
  const answering = (...addresses: string[]) =>
    publicLookup((_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      ),
    );

  it.each([[["10.0.0.1"]], [["8.8.8.8", "10.0.0.1"]], [["8.8.8.8", "::1"]], [[]]])(
    "is refused when it leads to %j",
    (addresses) => {
      const seen: unknown[] = [];
      answering(...addresses)("a.example", { all: true }, (error) => seen.push(error));
      expect(seen[0]).toBeInstanceOf(AddressRefusedError);
    },
  );

  it("is looked up once for a connection, so that one which changes its mind gains nothing", () => {
    let asked = 0;
    const changing = publicLookup((_name, _options, callback) => {
      asked += 1;
      callback(null, [{ address: asked === 1 ? "8.8.8.8" : "127.0.0.1", family: 4 }]);
    });
    const seen: unknown[] = [];
    const connect = publicConnect((options) => {
      const { lookup } = options as { lookup: LookupFunction };
      lookup("a.example", { all: true }, (error, addresses) => seen.push(error ?? addresses));
      return null;
    }, changing);
    connect({ host: "a.example" });
    expect(seen).toEqual([[{ address: "8.8.8.8", family: 4 }]]);
    connect({ host: "a.example" });
    expect(seen[1]).toBeInstanceOf(AddressRefusedError);
  });
});
