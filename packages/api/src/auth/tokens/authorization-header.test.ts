import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAuthorization } from "./authorization-header.ts";

describe("readAuthorization", () => {
  it.each([
    "",
    " ",
    "Bearer",
    "Bearer ",
    "bearer  ",
    "Basic abc",
    "Bearer a b",
    "Bearer é",
    "Bearer a,b",
    "token",
    "Bearer \0",
  ])("calls %j malformed, not absent", (header) => {
    expect(readAuthorization(header)).toEqual({ kind: "malformed" });
  });

  it("refuses a token of absurd length", () => {
    expect(readAuthorization(`Bearer ${"a".repeat(5000)}`)).toEqual({ kind: "malformed" });
  });

  it.each([null, undefined])("takes a request without the header (%s) for a visitor's", (header) => {
    expect(readAuthorization(header)).toEqual({ kind: "none" });
  });

  it.each(["Bearer abc.def.ghi", "bearer abc.def.ghi", "BEARER   abc.def.ghi "])("reads the token of %j", (header) => {
    expect(readAuthorization(header)).toEqual({ kind: "bearer", token: "abc.def.ghi" });
  });

  it("never throws and never makes a visitor of a header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (header) => {
        expect(["bearer", "malformed"]).toContain(readAuthorization(header).kind);
      }),
    );
  });
});
