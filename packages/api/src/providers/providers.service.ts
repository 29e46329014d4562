import { AppError, newId } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import { type Database, isUniqueViolation } from "@causerie/db";
import type { AddedProvider, Llm, Probe } from "@causerie/llm";
import type { AppBus } from "../chat/conversation-events.ts";
import { createSharedState } from "../shared-state.ts";
import * as repo from "./providers.repo.ts";
import type { CreateProvider, ProviderTest, ProviderView, RotateProviderKey } from "./providers.schema.ts";
import { createSealer, type Opened } from "./sealed-key.ts";

export type ProvidersService = Awaited<ReturnType<typeof createProvidersService>>;

type Known = { row: repo.ProviderRow; opened: Opened | null };

/** The built-in ones. */
const reserved = ["guide", "ollama"];

/** A key's last four characters, of one that is long enough to keep the rest to itself. */
const last4 = (key: string | undefined) => (key !== undefined && key.length >= 12 ? key.slice(-4) : null);

/** The providers that admins add: kept encrypted, and in use in every process as soon as they are. */
export async function createProvidersService(deps: {
  llm: Llm;
  db: Database;
  bus: AppBus;
  log: Logger;
  authSecret: string;
  /** Told when the providers have changed. */
  onChange(): void;
}) {
  const { llm, db, log } = deps;
  const sealer = createSealer(deps.authSecret);
  /** A key goes with its address: changed rows can't send it elsewhere. */
  const contextOf = ({ id, baseUrl }: { id: string; baseUrl: string }) => `${id} ${baseUrl}`;

  async function load(): Promise<Known[]> {
    const rows = await db.asSystem("providers: read", repo.listProviders);
    const known = rows.map((row) => ({
      row,
      opened: row.sealedKey === null ? null : sealer.open(row.sealedKey, contextOf(row)),
    }));
    const unusable = known.filter(({ opened }) => opened?.ok === false);
    for (const { row, opened } of unusable) {
      const reason = opened?.ok === false ? opened.reason : "";
      log.warn({ provider: row.slug, reason }, "the key of a provider can't be decrypted: enter it anew");
    }
    llm.setProviders(
      known.filter(({ opened }) => opened?.ok !== false).map(({ row, opened }) => toAdded(row, opened)),
      unusable.map(({ row }) => row.slug),
    );
    deps.onChange();
    return known;
  }
  const state = await createSharedState({ ...deps, name: "providers", load });

  /** @throws {AppError} NOT_FOUND */
  function known(id: string): Known {
    const found = state.current.find(({ row }) => row.id === id);
    if (!found) throw new AppError("NOT_FOUND", { message: "no such provider" });
    return found;
  }

  /** @throws {AppError} PROVIDER_ADDRESS_REFUSED; PROVIDER_TEST_FAILED unless it may fail. */
  async function assertWorks(provider: AddedProvider, options: { mayFail: boolean }): Promise<void> {
    const result: Probe | null = await llm.probe(provider);
    if (result?.ok !== false) return;
    const { reason, detail } = result;
    if (reason === "addressRefused") throw new AppError("PROVIDER_ADDRESS_REFUSED", { message: "a private address" });
    if (options.mayFail) return;
    throw new AppError("PROVIDER_TEST_FAILED", { message: `${reason} ${detail}`, params: { reason, detail } });
  }

  return {
    /** Those of the environment, then those that were added. */
    async list(): Promise<{ items: ProviderView[] }> {
      const configured = llm.configured.map(
        ({ id: slug, kind, baseUrl, keyLast4 }): ProviderView => ({
          id: null,
          slug,
          kind,
          baseUrl,
          models: [],
          key: keyLast4 === null ? "none" : "set",
          keyLast4,
          keySetAt: null,
          isHidden: false,
        }),
      );
      const slugs = new Set(configured.map(({ slug }) => slug));
      const added = state.current.map((provider) => toView(provider, slugs.has(provider.row.slug)));
      return { items: [...configured, ...added] };
    },

    /** @throws {AppError} CONFLICT when the name is taken, PROVIDER_ADDRESS_REFUSED, PROVIDER_TEST_FAILED. */
    async create({ apiKey, untested, ...input }: CreateProvider): Promise<ProviderView> {
      const { slug, kind, baseUrl, models } = input;
      const taken = [...reserved, ...llm.configured.map(({ id }) => id), ...state.current.map(({ row }) => row.slug)];
      if (taken.includes(slug)) throw new AppError("CONFLICT", { message: "the name is taken" });
      await assertWorks({ id: slug, kind, baseUrl, models, apiKey: apiKey ?? null }, { mayFail: untested });
      const id = newId("provider");
      const sealedKey = apiKey === undefined ? null : sealer.seal(apiKey, contextOf({ id, baseUrl }));
      try {
        const row = { id, ...input, sealedKey, keyLast4: last4(apiKey) };
        await db.asSystem("providers: add one", (tx) => repo.insertProvider(tx, row));
      } catch (error) {
        if (isUniqueViolation(error)) throw new AppError("CONFLICT", { message: "the name is taken", cause: error });
        throw error;
      }
      await state.changed();
      return toView(known(id), false);
    },

    /** Puts a new key in the old one's place, once the provider has taken it. @throws {AppError} as `create`, NOT_FOUND. */
    async rotateKey({ id, apiKey }: RotateProviderKey): Promise<ProviderView> {
      const { row } = known(id);
      await assertWorks({ ...toAdded(row, null), apiKey }, { mayFail: false });
      const key = { sealedKey: sealer.seal(apiKey, contextOf(row)), keyLast4: last4(apiKey), keySetAt: new Date() };
      const found = await db.asSystem("providers: change a key", (tx) => repo.replaceKey(tx, { id, ...key }));
      if (!found) throw new AppError("NOT_FOUND", { message: "it was deleted meanwhile" });
      await state.changed();
      return toView(known(id), false);
    },

    /** Answers in progress go on; models of it are unknown from now on. @throws {AppError} NOT_FOUND */
    async delete(id: string): Promise<void> {
      const found = await db.asSystem("providers: delete one", (tx) => repo.deleteProvider(tx, { id }));
      if (!found) throw new AppError("NOT_FOUND", { message: "no such provider" });
      await state.changed();
    },

    /** Asks a provider for its models now. @throws {AppError} NOT_FOUND when there is none of that name. */
    async test(slug: string): Promise<ProviderTest> {
      const result = await llm.probe(slug);
      if (result) return result;
      const unreadable = state.current.some(({ row, opened }) => row.slug === slug && opened?.ok === false);
      if (unreadable) return { ok: false, reason: "keyUnreadable", detail: "" };
      throw new AppError("NOT_FOUND", { message: "no such provider" });
    },

    /** The first segments of all models' ids that there are. */
    slugs: (): ReadonlySet<string> =>
      new Set([...reserved, ...llm.configured.map(({ id }) => id), ...state.current.map(({ row }) => row.slug)]),

    close: () => state.close(),
  };
}

function toAdded({ slug, kind, baseUrl, models }: repo.ProviderRow, opened: Opened | null): AddedProvider {
  return { id: slug, kind, baseUrl, models, apiKey: opened?.ok ? opened.key : null };
}

function toView({ row, opened }: Known, isHidden: boolean): ProviderView {
  const { id, slug, kind, baseUrl, models, keyLast4, keySetAt } = row;
  const key = opened === null ? "none" : opened.ok ? "set" : opened.reason;
  return {
    id,
    slug,
    kind,
    baseUrl,
    models,
    key,
    keyLast4,
    keySetAt: opened === null ? null : keySetAt.toISOString(),
    isHidden,
  };
}
