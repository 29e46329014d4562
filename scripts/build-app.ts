import { spawnSync } from "node:child_process";
import path from "node:path";

/**
 * Builds what changed; ends the process when that fails.
 *
 * Turbo compares the inputs' hashes, so a second start builds nothing.
 */
export function buildApp(): void {
  const root = path.join(import.meta.dirname, "..");
  const turbo = path.join(root, "node_modules/.bin/turbo");
  const build = spawnSync(turbo, ["run", "build", "--output-logs=errors-only", "--no-update-notifier"], {
    cwd: root,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_PRINT_VERSION_DISABLED: "1",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (build.status === 0) return;
  process.stderr.write("The build failed: `pnpm build` shows where.\n");
  process.exit(1);
}
