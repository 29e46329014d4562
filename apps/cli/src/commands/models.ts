import { defineCommand, jsonOption, serverOption } from "../command.ts";
import { connect } from "../servers/connect.ts";
import { writeRows } from "../terminal/rows.ts";

export const models = defineCommand({
  name: "models",
  summary: "list the models that answer there",
  options: { json: jsonOption, server: serverOption },
  async run({ options, terminal }) {
    const client = await connect(terminal, options);
    const { items, defaultModel } = await client.api.models.list.query();
    const rows = items.map(({ id, name }) => [id, name, id === defaultModel ? "default" : ""]);
    await writeRows(terminal, { json: options.json, items, rows });
    return undefined;
  },
});
