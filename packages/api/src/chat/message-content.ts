import { AppError } from "@causerie/core";

/**
 * What a person wrote, as it is kept: to the character, but for blank lines around it.
 *
 * @throws {AppError} MESSAGE_EMPTY, MESSAGE_TOO_LONG (with `limit` and `length`, in characters) or INVALID_CHARACTERS.
 */
export function checkContent(content: string, maxCharacters: number): string {
  // U+200B and its like are not white space to `trim`, yet a message of nothing else is blank to a reader.
  if (content.replaceAll(/[\s\p{Default_Ignorable_Code_Point}]/gu, "") === "") throw new AppError("MESSAGE_EMPTY");
  if (content.length > maxCharacters) {
    throw new AppError("MESSAGE_TOO_LONG", { params: { limit: maxCharacters, length: content.length } });
  }
  if (!content.isWellFormed() || content.includes("\0")) throw new AppError("INVALID_CHARACTERS");
  return content.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
}
