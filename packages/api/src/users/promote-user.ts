import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";
import { found, toView } from "./user-view.ts";
import * as repo from "./users.repo.ts";
import type { UserView } from "./users.schema.ts";

/**
 * Makes the person with this email an admin: the operator's way in, for who has the machine has the data.
 *
 * @param email lower-cased.
 * @throws {AppError} NOT_FOUND; CONFLICT when the account is deactivated, which an admin undoes in the app.
 */
export async function promoteUser(db: Database, email: string): Promise<UserView> {
  return await db.asSystem("users: promote from the command line", async (tx) => {
    const { id, isActive } = found(await repo.findUserByEmail(tx, { email }));
    if (!isActive) throw new AppError("CONFLICT", { message: "the account is deactivated" });
    return toView(await repo.updateUser(tx, { id, data: { role: "admin" } }));
  });
}
