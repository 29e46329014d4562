import type { Database, Prisma } from "@causerie/db";
import type { CatalogueStore } from "@causerie/llm";

const key = (provider: string) => `models:${provider}`;

/** Keeps what the providers list, so that a server that starts while one is down still knows its models. */
export function createCatalogueStore(db: Database): CatalogueStore {
  return {
    async load(provider) {
      const row = await db.asSystem("models: read the catalogue", (tx) =>
        tx.systemSetting.findUnique({ where: { key: key(provider) } }),
      );
      return row?.value ?? null;
    },
    async save(provider, data) {
      // What was parsed from JSON is JSON.
      const value = data as Prisma.InputJsonValue;
      await db.asSystem("models: keep the catalogue", (tx) =>
        tx.systemSetting.upsert({
          where: { key: key(provider) },
          create: { key: key(provider), value },
          update: { value },
        }),
      );
    },
  };
}
