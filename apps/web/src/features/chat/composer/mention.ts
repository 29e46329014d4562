const name = "@assistant";
const begun = /(?:^|\s)(@\w*)$/u;

/** Whether a text ends in the beginning of a word that may be meant to ask the assistant. */
export function mentionBegun(text: string): boolean {
  const word = begun.exec(text)?.[1]?.toLowerCase();
  return word !== undefined && word !== name && name.startsWith(word);
}

/** The text with that word completed. */
export function withMention(text: string): string {
  return `${text.replace(/@\w*$/u, name)} `;
}
