import { AppError } from "@causerie/core";
import type { z } from "zod";

/** A position as an opaque text for the wire. It is no secret: what it points into is filtered by owner. */
export function encodeCursor(position: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position that {@link encodeCursor} wrote.
 *
 * @throws {AppError} CURSOR_INVALID when the text is anything else.
 */
export function decodeCursor<Schema extends z.ZodType>(cursor: string, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (cause) {
    throw new AppError("CURSOR_INVALID", { message: "cursor is no base64url JSON", cause });
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError("CURSOR_INVALID", { message: "cursor has another form" });
  return result.data;
}
