/** The moment at which a period that `at` lies in ends and the next one begins, in UTC. */
export function periodEnd(period: "day" | "month", at: Date): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  return new Date(period === "day" ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1));
}
