/** The short form belongs to the test command; the long one (`pnpm test:faults --long`) takes minutes. */
export const isLong = process.env.FAULTS_LONG === "1";
