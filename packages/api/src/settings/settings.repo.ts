import type { Db, Prisma } from "@causerie/db";

/** The values of those keys that are there. */
export async function findSettings(db: Db, keys: readonly string[]): Promise<Map<string, unknown>> {
  const rows = await db.systemSetting.findMany({
    where: { key: { in: [...keys] } },
    select: { key: true, value: true },
  });
  return new Map(rows.map(({ key, value }) => [key, value]));
}

export async function saveSetting(
  db: Db,
  { key, value }: { key: string; value: Prisma.InputJsonValue },
): Promise<void> {
  await db.systemSetting.upsert({ where: { key }, create: { key, value }, update: { value } });
}
