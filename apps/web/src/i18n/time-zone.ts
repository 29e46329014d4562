/** `value` when it names a time zone that this machine knows, else UTC. It comes from a cookie. */
export function timeZoneOr(value: string | undefined): string {
  if (!value || value.length > 64) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
