/** Alphabets with letters that look alike. */
const lookalikeScripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Whether a name keeps to one of the alphabets whose letters look alike, so that `аdmin` can't pass for `admin`. */
export function isOfOneScript(username: string): boolean {
  return lookalikeScripts.filter((script) => script.test(username)).length <= 1;
}

/**
 * What makes a username unique: names that differ in case or in compatible forms of a letter only are the same.
 *
 * By way of upper case, which unites what lower case alone keeps apart: `ß` and `ss`, `σ` and `ς`.
 */
export function usernameKey(username: string): string {
  return username.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}
