import { appRouter } from "@causerie/api";
import { expect, test } from "vitest";
import en from "../messages/en/auditActions.json" with { type: "json" };
import fr from "../messages/fr/auditActions.json" with { type: "json" };

/** What is written down apart from the procedures. */
const others = ["audit.export", "auth.signIn", "conversations.export", "identities.signIn", "retention.pass"];

type Declared = { _def: { type: string; meta?: { audit?: string | false } } };

/** Everything that the audit log can say was done, from the router itself. */
const actions = Object.entries(appRouter._def.procedures).flatMap(([path, procedure]) => {
  // tRPC's types of a router's record leave out what each procedure says of itself.
  const { type, meta } = (procedure as unknown as Declared)._def;
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
