import { AppError } from "@causerie/core";
import type { DatabaseCommands } from "@causerie/db";
import { z } from "zod";
import { email } from "../auth/auth.schema.ts";
import { found, toView } from "./user-view.ts";
import * as repo from "./users.repo.ts";
import type { UserView } from "./users.schema.ts";

export const promoteUserCommand = "users.promote";
export const promoteUserInput = z.object({ email });

/**
 * What the command line may do to accounts, in whichever process has the database open.
 *
 * @param options.onChange is told whose role changed, once that is committed.
 */
export function userCommands(options: { onChange: (userId: string) => void }) {
  return {
    /**
     * Makes the person with this email an admin: who has the machine has the data, so this is the operator's way in.
     *
     * @throws {AppError} NOT_FOUND; CONFLICT when the account is deactivated, which an admin undoes in the app.
     */
    async [promoteUserCommand](db, args): Promise<UserView> {
      const input = promoteUserInput.parse(args);
      const view = await db.asSystem("users: promote from the command line", async (tx) => {
        const { id, isActive } = found(await repo.findUserByEmail(tx, input));
        if (!isActive) throw new AppError("CONFLICT", { message: "the account is deactivated" });
        return toView(await repo.updateUser(tx, { id, data: { role: "admin" } }));
      });
      options.onChange(view.id);
      return view;
    },
  } satisfies DatabaseCommands;
}
