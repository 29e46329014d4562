import { Secret, TOTP } from "otpauth";

/** What authenticator apps take for granted (RFC 6238): SHA-1, six digits, thirty seconds. */
const form = { algorithm: "SHA1", digits: 6, period: 30 };
/** A code is taken one step early or late, for clocks that differ and people who type. */
const window = 1;
/** RFC 4226 recommends 160 bits. */
const secretBytes = 20;

/** A new secret, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** The address that a QR code shows to an authenticator app. */
export function totpUri(secret: string, account: string): string {
  return new TOTP({ ...form, secret, issuer: "Causerie", label: account }).toString();
}

/** The time step that a code of six digits belongs to, or null when it is none of this secret's around `now`. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = TOTP.validate({ ...form, secret: Secret.fromBase32(secret), token: code, timestamp, window });
  return delta === null ? null : TOTP.counter({ period: form.period, timestamp }) + delta;
}
