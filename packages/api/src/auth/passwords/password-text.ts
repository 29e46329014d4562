/**
 * The one form of a password that is counted, compared and hashed: NFKC, so that the same keys pressed on another
 * keyboard or system give the same password (NIST SP 800-63B-4, 3.1.1.2).
 */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/** How many characters a person would say it has: the code points of its normal form. */
export function passwordLength(password: string): number {
  return [...normalizePassword(password)].length;
}
