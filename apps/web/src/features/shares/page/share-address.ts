const mostMessages = 1_000_000;

/** Where a shared page begins, from an address that anyone can write: how many messages come before it. */
export function startOf(from: string | string[] | undefined): number {
  return typeof from === "string" && /^\d{1,7}$/.test(from) ? Math.min(Number(from), mostMessages) : 0;
}

export type ShareProps = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ from?: string | string[] }>;
};
