/** How long a link may be chosen to stay valid, in days; null: until it is revoked. */
export const expiryChoices = [1, 7, 30, null] as const;
export type ExpiryDays = (typeof expiryChoices)[number];
