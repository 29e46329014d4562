import { BlockList, isIP } from "node:net";

/** Networks that are nobody's on the internet. A provider fetches the image, and it may run in one of them. */
const inner = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  inner.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  inner.addSubnet(network, prefix, "ipv6");
}

const dataUrl = /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+=*$/;

/** Whether it is an image as a data URL, or a public https address. */
export function isImageUrl(value: string): boolean {
  return value.startsWith("data:") ? dataUrl.test(value) : isPublic(value);
}

function isPublic(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username } = new URL(value);
  if (protocol !== "https:" || username !== "") return false;
  const host = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  if (family === 0) return host.includes(".") && !/\.(?:local|internal|localhost)\.?$/i.test(host);
  return !inner.check(host, family === 6 ? "ipv6" : "ipv4");
}
