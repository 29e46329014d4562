/** A run whose lease was not renewed for this long belongs to nobody. */
export const leaseMs = 20_000;
