import { describe, expect, it } from "vitest";
import { registerPath, safeNextPath, signInPath } from "./next-path.ts";

describe("safeNextPath", () => {
  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    "/api/auth/signout",
    "/sign-in?next=/sign-in",
    `/${"a".repeat(3000)}`,
    ["/settings"],
    undefined,
    null,
  ])("refuses %j", (value) => {
    expect(safeNextPath(value)).toBe("/");
  });

  it.each(["/", "/settings/profile", "/c/conv_01?x=1#end", "/c/a%20b"])("keeps %s", (value) => {
    expect(safeNextPath(value)).toBe(value);
  });
});

describe("registerPath", () => {
  it("leads back to where one was, and never to itself", () => {
    expect(registerPath("/join/abc")).toBe("/register?next=%2Fjoin%2Fabc");
    expect(registerPath("/register?next=%2Fc")).toBe("/register");
  });
});

describe("signInPath", () => {
  it("leads back to where one was", () => {
    expect(signInPath("/c/1?a=b&c=d")).toBe("/sign-in?next=%2Fc%2F1%3Fa%3Db%26c%3Dd");
    expect(signInPath("//evil.example")).toBe("/sign-in");
  });
});
