import { type CauserieClient, eachItem } from "@causerie/client";
import { CommandError } from "../exit-codes.ts";

/** The account with exactly this email. @throws {CommandError} when there is none. */
export async function findUser(api: CauserieClient["api"], email: string) {
  const wanted = email.trim().toLowerCase();
  const matches = eachItem((cursor) => api.users.list.query({ cursor, query: wanted, limit: 100 }));
  for await (const user of matches) if (user.email === wanted) return user;
  throw new CommandError(`Nobody there has an account with the email ${email}.`);
}
