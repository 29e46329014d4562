import { silentLogger } from "@causerie/core/server";
import { expect, test } from "vitest";
import { embeddedTemplate } from "../testing/embedded-template.ts";
import { openEmbedded } from "./embedded.ts";
import { vacuumNeediest } from "./maintenance.ts";

test("a table whose rows were deleted is vacuumed, once, and its statistics are renewed", async () => {
  const engine = await openEmbedded({ image: await embeddedTemplate(), logger: silentLogger });
  try {
    expect(await vacuumNeediest(engine.query)).toBeUndefined();
    await engine.query(
      "insert into system_settings (key, value, updated_at) select 'key ' || n, '1', now() from generate_series(1, 5000) n",
    );
    await engine.query("delete from system_settings");
    expect(await vacuumNeediest(engine.query)).toBe("system_settings");
    expect(await vacuumNeediest(engine.query)).toBeUndefined();
    const [size] = await engine.query<{ bytes: number }>("select pg_relation_size('system_settings')::int as bytes");
    expect(size?.bytes).toBe(0);
  } finally {
    await engine.close();
  }
});
