import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveSandbox } from "./sandbox.ts";

const server = createServer((request, response) => {
  response.setHeader("x-frame-options", "DENY");
  void serveSandbox(request.url ?? "/", response);
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo; // a TCP server's address is never a string
  base = `http://127.0.0.1:${address.port}`;
});

afterAll(() => server.close());

describe("serveSandbox", () => {
  it.each([
    "/sandbox/",
    "/sandbox/../server/main.ts",
    "/sandbox/%2e%2e/server/main.ts",
    "/sandbox/mermaid/../../package.json",
    "/sandbox/mermaid/package.json",
    "/sandbox/mermaid/chunks/mermaid.esm.min/..%2f..%2fmermaid.js",
    "/sandbox/mermaid/chunks/mermaid.esm.min/none.mjs",
    "/sandbox/diagram.html%00.js",
  ])("answers 404 for %s", async (path) => {
    const response = await fetch(base + path);
    expect(response.status).toBe(404);
  });

  it("puts frames in an opaque origin that can neither fetch nor send", async () => {
    const response = await fetch(`${base}/sandbox/diagram.html`);
    expect(response.status).toBe(200);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("sandbox allow-scripts");
    expect(policy).not.toContain("allow-same-origin");
    expect(policy).toContain("img-src data:");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(response.headers.has("x-frame-options")).toBe(false);
  });

  it("serves Mermaid and its chunks to an opaque origin", async () => {
    const response = await fetch(`${base}/sandbox/mermaid/mermaid.esm.min.mjs`);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const chunk = /chunks\/mermaid\.esm\.min\/[\w-]+\.mjs/.exec(await response.text())?.[0];
    const second = await fetch(`${base}/sandbox/mermaid/${chunk}`);
    expect(second.status).toBe(200);
    expect(second.headers.get("cache-control")).toContain("immutable");
  });
});
