import { AppError } from "@causerie/core";
import { initTRPC } from "@trpc/server";
import { auditCall } from "./audit/audit-call.ts";
import { assertScope } from "./auth/assert-scope.ts";
import type { Principal, RequestContext, Scope } from "./context.ts";
import { errorTable, publicErrorData, toAppError, toTrpcError } from "./errors.ts";
import type { LimitName } from "./rate-limits/rate-limits.ts";
import type { RestMeta } from "./rest/rest-meta.ts";

/** What a procedure declares about itself. The limit and, for mutations, the audit are on unless it says otherwise. */
export type ProcedureMeta = {
  /** Which limit counts its calls. */
  rateLimit?: LimitName;
  /** What an API key needs to call it; `any`: just to be one. Without one no key may: it takes a person who signed in. */
  scope?: Scope | "any";
  /**
   * Written to the audit log as this action when it succeeds, or is refused to who may not. Mutations default to their path;
   * `false`: not audited.
   */
  audit?: string | false;
  /** How it is called as REST below `/api/v1`; absent: it is not. */
  openapi?: RestMeta;
  /** Needs nobody who signed in; set by the kind of procedure. */
  anyone?: true;
  /** Which fields of the input (or of its `data`) the audit log keeps. Never a secret, never a text that someone wrote. */
  auditDetails?: readonly string[];
};

const trpc = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    defaultMeta: { rateLimit: "default" },
    isDev: false,
    sse: { enabled: true, ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error }) {
      const mapping = errorTable[toAppError(error).code];
      const { stack: _stack, ...data } = shape.data;
      return {
        ...shape,
        message: toTrpcError(error).message,
        data: { ...data, code: mapping.trpc, httpStatus: mapping.http, ...publicErrorData(error) },
      };
    },
  });

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

/**
 * Maps every failure once and logs it once. In tRPC 11 `next()` does not throw: the result says what happened, so a
 * try/catch here would never fire.
 */
const mapErrors = trpc.middleware(({ ctx, next, path, type }) =>
  ctx.services.tracer.span({ name: path, attributes: { "causerie.procedure.type": type } }, async (span) => {
    const result = await next();
    if (result.ok) return result;
    const error = toAppError(result.error);
    span.fail(error.code);
    const fields = { procedure: path, code: error.code, ...(error.code === "INTERNAL" ? { err: error.cause } : {}) };
    ctx.log[errorTable[error.code].log](fields, "procedure failed");
    return { ...result, error: toTrpcError(error) };
  }),
);

const limitedBy = ({ address, onRateLimit }: RequestContext) => ({ address, onRateLimit });

const limitRate = trpc.middleware(async ({ ctx, next, meta, path }) => {
  await ctx.services.rateLimits.consume(meta?.rateLimit ?? "default", { ...limitedBy(ctx), path });
  return next();
});

const audit = trpc.middleware(async (call) => {
  const result = await call.next();
  await auditCall(call, result);
  return result;
});

/** Anyone, signed in or not. */
export const publicProcedure = trpc.procedure.meta({ anyone: true }).use(mapErrors).use(limitRate).use(audit);

/** A person or program with an account; narrows the context to who it is. */
export const authedProcedure = trpc.procedure
  .use(mapErrors)
  .use(async ({ ctx, next, meta }) => {
    const principal: Principal = await ctx.services.auth.authenticate(ctx.credentials, ctx);
    assertScope(principal, meta?.scope);
    const log = ctx.log.child({ userId: principal.userId });
    return next({ ctx: { principal, log } });
  })
  .use(async ({ ctx, next, meta, path }) => {
    const limit = meta?.rateLimit ?? "default";
    await ctx.services.rateLimits.consume(limit, { ...limitedBy(ctx), ...ctx.principal, path });
    if (limit === "send") await ctx.services.auth.assertMayChat(ctx.principal.userId);
    return next();
  })
  .use(audit);

/** An admin. To anyone else these procedures are refused, not hidden: that they exist is no secret. */
export const adminProcedure = authedProcedure.meta({ scope: "admin" }).use(async ({ ctx, next }) => {
  if (ctx.principal.role !== "admin") throw new AppError("FORBIDDEN", { message: "needs the role admin" });
  return next();
});
