import { expect, test } from "vitest";
import { routeName } from "./route-names.ts";

test.each([
  ["/api/trpc/chat.send", "/api/trpc/chat.send"],
  ["/api/trpc/chat.send,auth.me", "/api/trpc/(several)"],
  ["/api/trpc/__proto__", "/api/trpc/(unknown)"],
  ["/api/trpc/anything at all", "/api/trpc/(unknown)"],
  ["/api/v1/conversations/conv_1/messages", "/api/v1/conversations"],
  ["/api/v1/chat/completions", "/api/v1/chat/completions"],
  ["/api/v1/whatever", "/api/v1/(other)"],
  ["/api/auth/session", "/api/auth"],
  ["/api/nothing", "/api/(other)"],
  ["/_next/static/x.js", "/_next"],
  ["/c/conv_1", "(page)"],
  ["/", "(page)"],
])("%s is counted as %s", (path, route) => {
  expect(routeName(path)).toBe(route);
});
