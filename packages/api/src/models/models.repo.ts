import type { Db } from "@causerie/db";
import { z } from "zod";
import type { ModelPolicy, ModelRule } from "./model-policy.ts";

const policyKey = "models.policy";
const storedPolicy = z.object({ defaultModel: z.string().nullable(), newModels: z.boolean() });
export type StoredPolicy = z.infer<typeof storedPolicy>;

export async function readPolicy(db: Db): Promise<ModelPolicy> {
  const rows = await db.modelRule.findMany();
  const setting = await db.systemSetting.findUnique({ where: { key: policyKey } });
  const admins = await db.user.findMany({ where: { role: "admin", isActive: true }, select: { id: true } });
  const stored = storedPolicy.safeParse(setting?.value);
  return {
    ...(stored.success ? stored.data : { defaultModel: null, newModels: true }),
    rules: new Map(rows.map((row) => [row.model, toRule(row)])),
    admins: new Set(admins.map(({ id }) => id)),
  };
}

function toRule(row: {
  enabled: boolean;
  audience: ModelRule["audience"];
  people: string[];
  inputMicrosPerMillion: bigint | null;
  outputMicrosPerMillion: bigint | null;
}): ModelRule {
  const { enabled, audience, inputMicrosPerMillion: input, outputMicrosPerMillion: output } = row;
  const prices =
    input === null || output === null
      ? null
      : { inputMicrosPerMillion: Number(input), outputMicrosPerMillion: Number(output) };
  return { enabled, audience, people: new Set(row.people), prices };
}

export async function writePolicy(db: Db, value: StoredPolicy): Promise<void> {
  const where = { key: policyKey };
  await db.systemSetting.upsert({ where, create: { ...where, value }, update: { value } });
}

/** Writes rules whole, in the place of those there. */
export async function writeRules(db: Db, rules: ReadonlyMap<string, ModelRule>): Promise<void> {
  await db.modelRule.deleteMany({ where: { model: { in: [...rules.keys()] } } });
  await db.modelRule.createMany({
    data: [...rules].map(([model, { enabled, audience, people, prices }]) => ({
      model,
      enabled,
      audience,
      people: [...people],
      inputMicrosPerMillion: prices && BigInt(prices.inputMicrosPerMillion),
      outputMicrosPerMillion: prices && BigInt(prices.outputMicrosPerMillion),
    })),
  });
}

/** Those of the ids that are people's, with their names. */
export function findNames(db: Db, ids: readonly string[]): Promise<{ id: string; username: string }[]> {
  return db.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, username: true } });
}
