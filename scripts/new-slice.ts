import { spawnSync } from "node:child_process";
import { access, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * `pnpm new:slice notes` writes packages/api/src/notes/ as the other slices are: schema, router, service, repo and a test
 * whose first case is the refusal. What is left to do by hand is printed.
 */
const name = process.argv[2] ?? "";
const singular = name.replace(/ies$/, "y").replace(/s$/, "");
if (!/^[a-z][a-z-]+s$/.test(name)) {
  process.stderr.write(
    "Usage: pnpm new:slice NAME, with a plural noun in kebab-case, e.g. `pnpm new:slice saved-prompts`.\n",
  );
  process.exit(2);
}

const pascal = (text: string) => text.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());
const camel = (text: string) => pascal(text).replace(/^./, (letter) => letter.toLowerCase());
const Things = pascal(name);
const things = camel(name);
const Thing = pascal(singular);
const thing = camel(singular);

const files: Record<string, string> = {
  [`${name}.schema.ts`]: `import { z } from "zod";
import { isoTime, pageInput, pageOf } from "../schema-parts.ts";

export const ${thing}View = z.object({ id: z.string(), createdAt: isoTime });
export type ${Thing}View = z.infer<typeof ${thing}View>;
export const ${thing}Page = pageOf(${thing}View);

export const list${Things}Input = z.object(pageInput);
`,
  [`${name}.repo.ts`]: `import type { Db, Prisma } from "@causerie/db";

const select = { id: true, createdAt: true } satisfies Prisma.${Thing}Select;

export async function list${Things}(db: Db, query: { userId: string; after: string | null; limit: number }) {
  const { userId, after, limit } = query;
  return db.${thing}.findMany({
    where: { userId, ...(after ? { id: { lt: after } } : {}) },
    orderBy: { id: "desc" },
    take: limit,
    select,
  });
}
`,
  [`${name}.service.ts`]: `import type { Database } from "@causerie/db";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../schema-parts.ts";
import * as repo from "./${name}.repo.ts";
import type { ${Thing}View } from "./${name}.schema.ts";

export type ${Things}Service = ReturnType<typeof create${Things}Service>;

const listCursor = z.tuple([z.string().max(60)]);

/** The ${name.replaceAll("-", " ")} of one person; \`userId\` is always who asks. */
export function create${Things}Service(deps: { db: Database }) {
  const { db } = deps;
  return {
    async list(
      userId: string,
      input: { cursor?: string | null | undefined; limit: number },
    ): Promise<Page<${Thing}View>> {
      const after = input.cursor ? decodeCursor(input.cursor, listCursor)[0] : null;
      const rows = await db.asUser(userId, (tx) => repo.list${Things}(tx, { userId, after, limit: input.limit + 1 }));
      const items = rows.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items: items.map((row) => ({ id: row.id, createdAt: row.createdAt.toISOString() })),
        nextCursor: rows.length > input.limit && last ? encodeCursor([last.id]) : null,
      };
    },
  };
}
`,
  [`${name}.router.ts`]: `import { authedProcedure, router } from "../trpc.ts";
import * as schema from "./${name}.schema.ts";

export const ${things}Router = router({
  list: authedProcedure
    .input(schema.list${Things}Input)
    .output(schema.${thing}Page)
    .query(({ ctx, input }) => ctx.services.${things}.list(ctx.principal.userId, input)),
});
`,
  [`${name}.test.ts`]: `import { expect, test } from "vitest";
import { codeOf, createChatApp } from "../testing/index.ts";

test("nobody is shown anything, and a made-up cursor is refused", async () => {
  await using app = await createChatApp();
  const visitor = app.createCaller({ requestId: "test", address: "192.0.2.1", credentials: { kind: "none" } });
  expect(await codeOf(visitor.${things}.list({}))).toBe("UNAUTHENTICATED");
  const ada = await app.person("ada");
  expect(await codeOf(ada.caller.${things}.list({ cursor: "nonsense" }))).toBe("CURSOR_INVALID");
});
`,
};

const directory = path.join(import.meta.dirname, "../packages/api/src", name);
const exists = await access(directory).then(
  () => true,
  () => false,
);
if (exists) {
  process.stderr.write(`packages/api/src/${name} exists already; nothing was written.\n`);
  process.exit(1);
}
await mkdir(directory);
for (const [file, text] of Object.entries(files)) await writeFile(path.join(directory, file), text);
// The names' lengths decide where lines break.
spawnSync(path.join(import.meta.dirname, "../node_modules/.bin/biome"), ["check", "--write", directory], {
  stdio: "ignore",
});
process.stdout.write(`Wrote packages/api/src/${name}/. Now:
1. Add the model ${Thing} to prisma/schema.prisma and run \`pnpm db:migration ${name}\`; give its table policies there.
2. Add its id's prefix to packages/core/src/ids.ts, if it has one.
3. Add ${things}: create${Things}Service({ db }) to packages/api/src/services.ts and app.ts, and its router to root.ts.
4. Export its schema from packages/api/src/schemas.ts when a form needs it.
`);
