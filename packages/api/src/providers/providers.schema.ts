import { z } from "zod";
import { idOf, isoTime, storableText } from "../schema-parts.ts";

export const providerKind = z.enum(["openrouter", "compatible"]);
export type ProviderKind = z.infer<typeof providerKind>;

/** The first segment of its models' ids. */
export const providerSlug = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);
/** A header's value: visible ASCII, as RFC 9110 wants it. */
const providerKey = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/);
/** An address up to and including `/v1`; who it is for stands in the key and not in the address. */
const providerUrl = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text.replace(/\/+$/, ""))
  .refine(isPlainAddress);

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") return false;
  return url.username === "" && url.password === "" && !/[?#]/.test(text);
}

const modelNames = z.array(storableText.trim().min(1).max(200)).max(200);

export const providerView = z.object({
  /** Null: it stands in the environment, and is changed there. */
  id: z.string().nullable(),
  slug: z.string(),
  kind: providerKind,
  baseUrl: z.string(),
  /** What can be chosen; empty: what the server lists. */
  models: z.array(z.string()),
  /** `another-secret`: encrypted under another AUTH_SECRET; `damaged`: not what was written. Both: enter it anew. */
  key: z.enum(["set", "none", "another-secret", "damaged"]),
  keyLast4: z.string().nullable(),
  keySetAt: isoTime.nullable(),
  /** The environment has one of this name, which goes first. */
  isHidden: z.boolean(),
});
export type ProviderView = z.infer<typeof providerView>;
export const providerList = z.object({ items: z.array(providerView) });

export const createProviderInput = z.object({
  slug: providerSlug,
  kind: providerKind,
  baseUrl: providerUrl,
  apiKey: providerKey.optional(),
  models: modelNames.default([]),
  /** Keep it although it does not answer now. An address that is refused is never kept. */
  untested: z.boolean().default(false),
});
export type CreateProvider = z.infer<typeof createProviderInput>;
export const rotateProviderKeyInput = z.object({ id: idOf("provider"), apiKey: providerKey });
export type RotateProviderKey = z.infer<typeof rotateProviderKeyInput>;
export const deleteProviderInput = z.object({ id: idOf("provider") });
export const testProviderInput = z.object({ slug: providerSlug });

/** What a provider said when it was asked for its models. */
export const providerTest = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), models: z.number().int() }),
  z.object({
    ok: z.literal(false),
    reason: z.enum(["addressRefused", "unreachable", "timeout", "keyRefused", "status", "noList", "keyUnreadable"]),
    /** The status, or the system's code of the error. */
    detail: z.string(),
  }),
]);
export type ProviderTest = z.infer<typeof providerTest>;
