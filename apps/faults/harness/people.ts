import { type Person, register, registerAdmin } from "@causerie/e2e/fixtures/people";
import type { ServerProcess } from "./server-process.ts";

/** Makes the first admin of a new server, and as many people as are asked for. */
export async function invitePeople(server: ServerProcess, count: number): Promise<Person[]> {
  await registerAdmin(server.url, await server.setupLink());
  const people = await Promise.all(Array.from({ length: count }, () => register(server.url)));
  // Signs them in now: what is to be met by a fault is their messages.
  await Promise.all(people.map((person) => person.client.api.auth.me.query()));
  return people;
}

/** The one person of a test. */
export async function inviteOne(server: ServerProcess): Promise<Person> {
  const [person] = await invitePeople(server, 1);
  if (!person) throw new Error("Nobody came");
  return person;
}
