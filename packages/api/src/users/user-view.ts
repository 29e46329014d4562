import { AppError } from "@causerie/core";
import type { UserRow } from "./users.repo.ts";
import type { UserView } from "./users.schema.ts";

/** An account as an admin sees it on the wire. */
export function toView(row: UserRow): UserView {
  const { secondFactor, createdAt, lastSeenAt, ...view } = row;
  return {
    ...view,
    hasSecondFactor: secondFactor !== null && secondFactor.confirmedAt !== null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

/** @throws {AppError} NOT_FOUND when there is no such row. */
export function found<Row>(row: Row | null): Row {
  if (row === null) throw new AppError("NOT_FOUND");
  return row;
}
