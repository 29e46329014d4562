import { expect, it } from "vitest";
import texts from "../../../messages/en/auditDetails.json" with { type: "json" };
import { detailTexts } from "./audit-details.ts";

const formats = {
  detail: (name: string, value: string) => `${name}: ${value}`,
  yes: "yes",
  no: "no",
  empty: "any",
  days: (count: number) => `${count} days`,
  hours: (count: number) => `${count} hours`,
  money: (micros: number) => `$${micros / 1_000_000}`,
  number: String,
};
const said = (details: Record<string, unknown>) => detailTexts(details, { texts, formats });

it.each([
  [{ role: "reader", maxUses: null }, ["Role: Reader", "For how many: anyone"]],
  [{ isActive: false }, ["Active: no"]],
  [{ scopes: ["chat", "usage:read"], expiresInDays: 90 }, ["The key may: chat, read usage", "Valid for: 90 days"]],
  [{ period: "month", kind: "hard", limitMicros: 5_000_000 }, ["Period: each month", "Kind: hard", "Limit: $5"]],
  [{ registration: null, allowedEmailDomains: [] }, ["Registration: as the environment says", "Email domains: any"]],
  [{ userId: "usr_01m2n3p4q5r6s7t8v9w0x1y2z3" }, ["Who: usr_…x1y2z3"]],
  [{ ofYore: "kept", role: "duke" }, ["Role: duke", "ofYore: kept"]],
])("%j is said in words", (details, expected) => expect(said(details)).toEqual(expected));
