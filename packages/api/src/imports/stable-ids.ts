import { createHash } from "node:crypto";
import { idFromUuid } from "@causerie/core";

/**
 * An id that says where something comes from: the same thing of the same source, imported by the same person, has the same
 * id, so that the primary key itself refuses to take it twice. It sorts by its time like any other.
 *
 * @param origin what names it: whose it is, the source, the source's ids.
 * @param place its place among what has the same time, so that such ids sort as they stood in the file.
 */
export function stableId(
  kind: "conversation" | "message" | "run",
  origin: readonly string[],
  { time, place = 0 }: { time: Date | null; place?: number },
): string {
  const hash = createHash("sha256").update(JSON.stringify(origin)).digest();
  // The layout of a UUIDv7: 48 bits of milliseconds, the version, 12 bits that count, the variant, 62 bits of the hash.
  const ms = (time?.getTime() ?? 0).toString(16).padStart(12, "0");
  const count = (place & 0xfff).toString(16).padStart(3, "0");
  const variant = (0x8 | ((hash[0] ?? 0) & 0x3)).toString(16);
  const rest = hash.toString("hex", 1, 9).slice(0, 15);
  return idFromUuid(
    kind,
    `${ms.slice(0, 8)}-${ms.slice(8)}-7${count}-${variant}${rest.slice(0, 3)}-${rest.slice(3, 15)}`,
  );
}
