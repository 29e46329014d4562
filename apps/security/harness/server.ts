import { startAppServer } from "@causerie/e2e/fixtures/app-server";
import { makeDataDir, removeDataDir } from "@causerie/e2e/fixtures/data-dir";
import { upstreamEnv } from "@causerie/e2e/fixtures/upstream";
import { startFakeUpstream } from "@causerie/llm/testing";

/** What signs everything on the servers of this suite, so that tests can sign what an attacker would have to. */
export const authSecret = "the secret of the security suite's own servers";

/** The built app, with a database of its own and the fake provider; ended by `close`. */
export async function startServer(env: Record<string, string> = {}) {
  const [upstream, dataDir] = await Promise.all([startFakeUpstream(), makeDataDir()]);
  const server = await startAppServer({
    dataDir,
    env: {
      ...upstreamEnv(upstream),
      AUTH_SECRET: authSecret,
      JWT_EXPIRES_MINUTES: "60",
      RATE_LIMIT_FACTOR: "100000",
      ...env,
    },
  });
  return {
    ...server,
    upstream,
    async close() {
      await server.stop();
      await upstream.close();
      await removeDataDir(dataDir);
    },
  };
}
