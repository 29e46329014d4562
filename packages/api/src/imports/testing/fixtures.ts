import { readFileSync } from "node:fs";
import path from "node:path";

/** A small export as the product writes it. */
export function fixture(name: "chatgpt" | "claude" | "librechat-flat" | "librechat-tree" | "open-webui"): Buffer {
  return readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json`));
}

/** Its first conversation alone. */
export function firstOf(name: Parameters<typeof fixture>[0]): Buffer {
  const value: unknown = JSON.parse(fixture(name).toString());
  return Buffer.from(JSON.stringify(Array.isArray(value) ? value[0] : value));
}
