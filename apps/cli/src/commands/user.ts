import { createCauserieClient } from "@causerie/client";
import { defineCommand, serverOption } from "../command.ts";
import { CommandError } from "../exit-codes.ts";
import { findServer } from "../servers/connect.ts";
import { findUser } from "./find-user.ts";

const promote = defineCommand({
  name: "user promote",
  operands: ["EMAIL"],
  summary: "make someone an admin",
  details: `Signed in to a server, it is done there. Else, or with --local, on this machine: in the database that DATA_DIR or DATABASE_URL
names, whether or not its server runs.`,
  options: { server: serverOption, local: { type: "boolean", about: "on this machine, whoever is signed in" } },
  async run({ operands: [email = ""], options, terminal }) {
    const found = options.local ? null : await findServer(terminal, options.server);
    if (found) {
      const { api } = createCauserieClient({ baseUrl: found.server.url, apiKey: found.server.key });
      const { id } = await findUser(api, email);
      const user = await api.users.update.mutate({ id, data: { role: "admin" } });
      await terminal.out(`${user.email} is an admin now.\n`);
      return undefined;
    }
    // Only here: it brings the server with it.
    const { OperatorError, promoteUser } = await import("@causerie/api/operator");
    const user = await promoteUser({ email }, terminal.env).catch((error: unknown) => {
      throw error instanceof OperatorError ? new CommandError(error.message) : error;
    });
    await terminal.out(`${user.email} is an admin now.\n`);
    return undefined;
  },
});

export const userCommands = [promote];
