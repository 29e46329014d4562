import type { Db, Prisma } from "@causerie/db";

export type ProviderRow = Prisma.ProviderGetPayload<object>;

export function listProviders(db: Db): Promise<ProviderRow[]> {
  return db.provider.findMany({ orderBy: { id: "asc" } });
}

export async function insertProvider(db: Db, data: Prisma.ProviderCreateInput): Promise<void> {
  await db.provider.create({ data });
}

/** Says whether there was one. */
export async function replaceKey(
  db: Db,
  { id, ...data }: { id: string; sealedKey: string; keyLast4: string | null; keySetAt: Date },
): Promise<boolean> {
  return (await db.provider.updateMany({ where: { id }, data })).count > 0;
}

/** Says whether there was one. */
export async function deleteProvider(db: Db, { id }: { id: string }): Promise<boolean> {
  return (await db.provider.deleteMany({ where: { id } })).count > 0;
}
