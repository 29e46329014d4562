import { UsageError } from "../exit-codes.ts";

/** A whole number from 0; undefined when the option was not given. @throws {UsageError} */
export function numberOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${name} takes a whole number.`);
  return Number(text);
}
