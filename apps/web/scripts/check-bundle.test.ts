import { expect, it } from "vitest";
import { scriptsOf } from "./check-bundle.ts";

it("finds what the browser loads, once, and nothing else", () => {
  const html = `
    <link rel="stylesheet" href="/a.css"><link rel="preload" as="script" fetchPriority="low" nonce="x" href="/_next/1.js"/>
    <link rel="preload" as="font" href="/f.woff2"><script src="/_next/1.js" async="" nonce="x"></script>
    <script src="/_next/2.js" noModule=""></script><script nonce="x">self.x = "<b src='/3.js'>"</script>
    <script nonce="x" src="/_next/4.js"></script>`;
  expect(scriptsOf(html)).toEqual(["/_next/1.js", "/_next/4.js"]);
});
