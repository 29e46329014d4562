import { upstreamEnv } from "@causerie/e2e/fixtures/upstream";
import type { FakeUpstream } from "@causerie/llm/testing";

/** The variables of a server whose provider is the fake, with no limit in the way. */
export function serverEnv(upstream: FakeUpstream): Record<string, string> {
  return { ...upstreamEnv(upstream), RATE_LIMIT_FACTOR: "1000", JWT_EXPIRES_MINUTES: "1440" };
}
