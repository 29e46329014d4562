/** Why the provider's answer may have let nobody in; each has a text in the catalogue. */
const known = [
  "ACCOUNT_DEACTIVATED",
  "EMAIL_DOMAIN_REFUSED",
  "PROVIDER_ACCOUNT_DIFFERS",
  "PROVIDER_EMAIL_UNVERIFIED",
  "REGISTRATION_CLOSED",
  "UNAVAILABLE",
] as const;

/** What an `error` in the sign-in page's address means. Anyone can write one, and next-auth has words of its own. */
export function providerFailure(value: string | string[]): (typeof known)[number] | "PROVIDER_REFUSED" {
  return known.find((code) => code === value) ?? "PROVIDER_REFUSED";
}
