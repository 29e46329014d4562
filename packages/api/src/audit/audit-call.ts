import { z } from "zod";
import type { Principal, RequestContext } from "../context.ts";
import { toAppError } from "../errors.ts";
import type { ProcedureMeta } from "../trpc.ts";

type Call = {
  ctx: RequestContext & { principal?: Principal };
  meta: ProcedureMeta | undefined;
  path: string;
  type: string;
  getRawInput(): Promise<unknown>;
};
type Result = { ok: true; data: unknown } | { ok: false; error: unknown };

/** Refusals that say that someone tried what they may not. Mistakes, and limits that anyone can run into, say nothing. */
const telling = new Set([
  "FORBIDDEN",
  "SCOPE_MISSING",
  "INVALID_CREDENTIALS",
  "TOTP_INVALID",
  "LAST_ADMIN",
  "SETUP_LINK_INVALID",
]);

const idPattern = /^[a-z]{2,10}_[0-7][0-9a-z]{25}$/;
const id = z.string().regex(idPattern);
const fields = z.record(z.string(), z.unknown()).catch({});
const detail = z.union([z.boolean(), z.number(), z.null(), z.string().max(200), z.array(z.string().max(100)).max(50)]);

/**
 * Writes down what a procedure has done, or refused: an admin's call in the same request, any other with the next batch.
 *
 * What it was done to is the id among the input (`id`, else the first that ends in `Id`, or is a budget's `subject`), else the id of what came out. Of
 * the input only the fields are kept that `meta.auditDetails` names.
 */
export async function auditCall(call: Call, result: Result): Promise<void> {
  const { ctx, meta, path, type } = call;
  const action = meta?.audit ?? (type === "mutation" ? path : false);
  if (action === false) return;
  const refusal = result.ok ? null : toAppError(result.error).code;
  if (refusal !== null && !telling.has(refusal)) return;
  // Who asks nothing sends no body, and there is none to be read: what was done must not fail for it.
  const input = fields.parse(await call.getRawInput().catch(() => undefined));
  const output = fields.parse(result.ok ? result.data : null);
  const targetId = idAmong(input) ?? idAmong(output);
  const event = {
    action,
    actorId: ctx.principal?.userId ?? (targetId?.startsWith("usr_") ? targetId : null),
    keyId: ctx.principal?.key?.id ?? null,
    refusal,
    // What names nothing else is about whoever calls; an admin's then is about the server.
    targetId: targetId ?? (meta?.scope === "admin" ? null : (ctx.principal?.userId ?? null)),
    targetName: nameOf(output),
    // What was refused may never have been looked at: of that nothing is kept.
    details: result.ok ? detailsOf(input, meta?.auditDetails ?? []) : {},
    requestId: ctx.requestId,
    address: ctx.address,
  };
  if (meta?.scope === "admin") await ctx.services.audit.write(event);
  else ctx.services.audit.record(event);
}

function idAmong(values: Record<string, unknown>): string | null {
  const candidates = [
    values.id,
    ...Object.keys(values).flatMap((key) => (key.endsWith("Id") || key === "subject" ? [values[key]] : [])),
  ];
  for (const candidate of candidates) {
    const parsed = id.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return null;
}

/** What an account or a key is called. A conversation's title is a text that someone wrote, and is not taken. */
function nameOf(output: Record<string, unknown>): string | null {
  return (
    z
      .string()
      .max(200)
      .safeParse(output.username ?? output.name).data ?? null
  );
}

function detailsOf(input: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const given = { ...input, ...fields.parse(input.data) };
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = detail.safeParse(given[name]);
      return value.success ? [[name, value.data]] : [];
    }),
  );
}
