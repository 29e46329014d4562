/** Where the time comes from, so that tests can set it. */
export type Clock = {
  /** The present moment. */
  now(): Date;
  /** Milliseconds since an arbitrary origin; never goes back, unaffected by changes of the wall clock. */
  monotonic(): number;
};

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
