import { readFile } from "node:fs/promises";
import { type CpuProfile, hottest } from "./figures/profile.ts";
import { formatTable, number } from "./figures/table.ts";

/** Where the server's time went: `node apps/bench/profile-summary.ts .bench/bursts-causerie.cpuprofile` */
for (const file of process.argv.slice(2)) {
  // Written by the benchmark's probe, in V8's own format.
  const profile = JSON.parse(await readFile(file, "utf8")) as CpuProfile;
  const total = hottest(profile, "package", Number.POSITIVE_INFINITY).reduce((sum, { selfMs }) => sum + selfMs, 0);
  for (const by of ["package", "function"] as const) {
    const rows = hottest(profile, by, 30).map(({ name, selfMs }) => [
      name,
      number(selfMs, 0),
      `${number((selfMs / total) * 100)} %`,
    ]);
    const table = { title: `${file}, by ${by}`, header: ["", "ms", "share"], rows, notes: [] };
    process.stdout.write(formatTable(table));
  }
}
