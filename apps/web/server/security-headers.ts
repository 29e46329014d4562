import { randomBytes } from "node:crypto";

/** Headers that every answer carries, whatever it is. */
export function baseHeaders(facts: { secure: boolean }): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Links to read or to join hold their secret in the address: it goes to no other site, and into no search engine.
    "referrer-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ...(facts.secure ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
}

export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * What a page may load and do. Scripts run by the nonce alone; nothing is loaded from or sent to another host.
 *
 * @param options.development Next's hot reloading evaluates code and opens a web socket.
 */
export function pagePolicy(nonce: string, options: { secure: boolean; development: boolean }): string {
  const { secure, development } = options;
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** For what is no page: nothing in it may run or load anything. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";
