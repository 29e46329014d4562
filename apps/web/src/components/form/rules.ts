/**
 * What can be said of a field before the server is asked. The schemas of the API are the law; these are their plain part,
 * without 60 kB of a validation library in the browser. A test holds that they refuse nothing that a schema accepts.
 */
export const rules = {
  presentEmail: (value: string) => value.trim() !== "",
  presentPassword: (value: string) => value !== "",
  code: (value: string) => value.trim() !== "",
  currentPassword: (value: string) => value !== "",
  person: (value: string) => value.trim() !== "" && value.trim().length <= 254,
  email: (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) && value.trim().length <= 254,
  password: isPassword,
  newPassword: isPassword,
  username: (value: string) => /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{1,31}$/u.test(value.normalize("NFKC").trim()),
  keyName: (value: string) => value.trim() !== "" && value.trim().length <= 100,
  ratePerMinute: (value: string) => /^([1-9]\d{0,3}|10000)?$/.test(value.trim()),
  amount: (value: string) => /^(\d{1,6}([.,]\d{1,6})?)?$/.test(value.trim()),
  trigram: (value: string) => /^([A-Za-z]{3})?$/.test(value.trim()),
} as const satisfies Record<string, (value: string) => boolean>;

export type Rule = keyof typeof rules;

function isPassword(value: string): boolean {
  const length = [...value.normalize("NFKC")].length;
  return length >= 8 && length <= 128;
}
