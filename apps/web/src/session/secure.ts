/** Whether people reach this server over TLS, so that cookies may insist on it. */
export function isSecure(publicUrl: string | null): boolean {
  return publicUrl?.startsWith("https:") ?? false;
}
