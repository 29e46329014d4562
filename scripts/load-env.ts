import { existsSync } from "node:fs";
import path from "node:path";

/** `.env` beside package.json, where there is one; what the environment already says counts before it. */
const file = path.join(import.meta.dirname, "../.env");
if (existsSync(file)) process.loadEnvFile(file);
