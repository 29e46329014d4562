import { connectRedis } from "@causerie/realtime";
import type { DoctorEnv } from "./doctor-env.ts";
import { type Finding, ok, warning } from "./finding.ts";

/** Redis, where one is set; it can go away without harm, so that it is no failure. */
export async function checkRedis({ REDIS_URL }: DoctorEnv): Promise<Finding[]> {
  if (!REDIS_URL) return [];
  const redis = await connectRedis({ url: REDIS_URL });
  try {
    if (redis.isUp) return [ok("redis", "It answers.")];
    return [
      warning(
        "redis",
        "The server of REDIS_URL can't be reached: processes hear of each other late.",
        "Start it, or look at its address and password.",
      ),
    ];
  } finally {
    await redis.close();
  }
}
