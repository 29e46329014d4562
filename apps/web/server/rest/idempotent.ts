import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { App, RestRoute } from "@causerie/api";
import { AppError } from "@causerie/core";

type Context = ReturnType<App["createContext"]>;
type Answer = { status: number; body: string | null };

/** The `Idempotency-Key` of a request; null: none was sent. @throws {AppError} INVALID_INPUT when it was sent twice. */
export function keyOf(request: IncomingMessage): string | null {
  const keys = request.headersDistinct["idempotency-key"] ?? [];
  const [key = null] = keys;
  if (keys.length > 1) throw new AppError("INVALID_INPUT", { message: "two idempotency keys" });
  return key;
}

/** Carries a request out once for whoever brings its key. A visitor's is told apart by address. */
export async function doOnce(
  request: { ctx: Context; route: RestRoute; key: string; content: readonly string[] },
  execute: () => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const { ctx, route, key, content } = request;
  const { idempotency, auth } = ctx.services;
  if (route.anyone) {
    return idempotency.once({ owner: { userId: null, address: ctx.address }, key, content }, execute);
  }
  const principal = await auth.authenticate(ctx.credentials, ctx);
  const owner = { userId: principal.userId, keyId: principal.key?.id ?? null };
  return idempotency.once({ owner, key, content }, execute);
}

/**
 * The input of an operation that sends a message, with an id for it from the key: so that it is sent once even where the
 * process died after it, and before the answer could be kept.
 */
export function withMessageId(route: RestRoute, input: unknown, key: string): unknown {
  if (!route.input || !Object.hasOwn(route.input.shape, "clientMessageId")) return input;
  const clientMessageId = createHash("sha256").update(`${route.name} ${key}`).digest("base64url");
  return { clientMessageId, ...(input as object) };
}
