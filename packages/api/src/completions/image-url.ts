import { isIP } from "node:net";
import { isPublicAddress } from "@causerie/llm";

const dataUrl = /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+=*$/;

/** Whether it is an image as a data URL, or a public https address. */
export function isImageUrl(value: string): boolean {
  return value.startsWith("data:") ? dataUrl.test(value) : isPublic(value);
}

/** A provider fetches the image, and it may run in one of the inner networks. */
function isPublic(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username } = new URL(value);
  if (protocol !== "https:" || username !== "") return false;
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes(".") && !/\.(?:local|internal|localhost)\.?$/i.test(host);
}
