import { appRouter } from "@causerie/api";
import { retentionCounts, retentionRules } from "@causerie/api/schemas";
import { expect, test } from "vitest";
import en from "../messages/en/auditActions.json" with { type: "json" };
import enDetails from "../messages/en/auditDetails.json" with { type: "json" };
import fr from "../messages/fr/auditActions.json" with { type: "json" };
import frDetails from "../messages/fr/auditDetails.json" with { type: "json" };

/** What is written down apart from the procedures. */
const others = ["audit.export", "auth.signIn", "conversations.export", "identities.signIn", "retention.pass"];

/** What is written down of those. */
const otherDetails = ["email", "issuer", ...Object.keys(retentionRules.shape), ...Object.keys(retentionCounts.shape)];

type Declared = { _def: { type: string; meta?: { audit?: string | false; auditDetails?: readonly string[] } } };

const declared = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  // tRPC's types of a router's record leave out what each procedure says of itself.
  ...(procedure as unknown as Declared)._def,
}));

/** Everything that the audit log can say was done, from the router itself. */
const actions = declared.flatMap(({ path, type, meta }) => {
  const action = meta?.audit ?? (type === "mutation" ? path : false);
  return action === false ? [] : [action];
});

const namesIn = (texts: Record<string, Record<string, string>>) =>
  Object.entries(texts).flatMap(([area, names]) => Object.keys(names).map((name) => `${area}.${name}`));

test.each([
  ["English", en],
  ["French", fr],
])("each action of the audit log is said in %s, and nothing that is none", (_language, texts) => {
  expect(namesIn(texts).sort()).toEqual([...new Set([...actions, ...others])].sort());
});

test.each([
  ["English", enDetails.names],
  ["French", frDetails.names],
])("each detail of the audit log is named in %s, and nothing that is none", (_language, names) => {
  const details = declared.flatMap(({ meta }) => meta?.auditDetails ?? []);
  expect(Object.keys(names).sort()).toEqual([...new Set([...details, ...otherDetails])].sort());
});
