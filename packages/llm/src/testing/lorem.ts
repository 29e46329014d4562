const sentences = [
  "The river was high that morning, and the ferry stayed at its mooring.",
  "Three letters had come with the early post; none was signed.",
  "Elle ouvrit la fenêtre : l’été était déjà là.",
  "Count the tokens, then count them again before you pay.",
  "A list is easier to read than a long sentence with many commas.",
  "Nothing in this text means anything, which is its whole purpose.",
];

const blocks = [
  "## A heading\n\n",
  "- one point\n- another point\n- a last one\n\n",
  "| Name | Value |\n|---|---:|\n| alpha | 1 |\n| beta | 2 |\n\n",
  "```ts\nexport const answer = 42;\n```\n\n",
];

/** Markdown of about `tokens` words and marks, always the same for the same number. */
export function lorem(tokens: number): string {
  let text = "";
  let count = 0;
  for (let i = 0; count < tokens; i++) {
    const block =
      i % 5 === 4 ? (blocks[((i - 4) / 5) % blocks.length] ?? "") : `${sentences[i % sentences.length] ?? ""} `;
    text += block;
    count += splitTokens(block).length - 1;
  }
  return splitTokens(text).slice(0, tokens).join("");
}

/** A text cut where a tokenizer might: words with the space before them, and single marks. */
export function splitTokens(text: string): string[] {
  return text.match(/ ?[\p{L}\p{N}]+|\s+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** `items` joined into exactly `count` pieces of about the same length; fewer when there are fewer items. */
export function joinInto(items: readonly string[], count: number): string[] {
  const pieces: string[] = [];
  const size = items.length / count;
  if (size <= 1) return [...items];
  for (let i = 0; i < count; i++) pieces.push(items.slice(Math.round(i * size), Math.round((i + 1) * size)).join(""));
  return pieces;
}
