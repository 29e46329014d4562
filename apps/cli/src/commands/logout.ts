import { defineCommand } from "../command.ts";
import { requireServer } from "../servers/connect.ts";
import { readServers, writeServers } from "../servers/server-file.ts";
import { signIn } from "../servers/sign-in.ts";
import { openQuestions } from "../terminal/questions.ts";

export const logout = defineCommand({
  name: "logout",
  operands: ["[NAME]"],
  summary: "forget a server and its key",
  options: { revoke: { type: "boolean", about: "revoke the key on the server too; asks for your password" } },
  async run({ operands, options, terminal }) {
    const file = await readServers(terminal);
    const { name, server } = await requireServer({ ...terminal, env: withoutKey(terminal.env) }, operands[0]);
    if (options.revoke && server.keyId !== null) {
      using questions = openQuestions(terminal);
      const { client } = await signIn(questions, server);
      await client.api.apiKeys.revoke.mutate({ id: server.keyId });
    }
    const { [name]: _gone, ...servers } = file.servers;
    const current = file.current === name ? (Object.keys(servers)[0] ?? null) : file.current;
    await writeServers(terminal, { current, servers });
    await terminal.out(`Forgot ${name}.\n`);
    if (!options.revoke) terminal.err("Its key is still good on the server: `causerie key revoke` ends it.\n");
    return undefined;
  },
});

/** What is forgotten is what was kept, whatever the environment brings. */
const withoutKey = ({ CAUSERIE_API_KEY: _key, ...env }: Readonly<Record<string, string | undefined>>) => env;
