const prose = [
  "The river was high that morning, and **the ferry** stayed at its mooring; see [the map](https://example.org/map).",
  "Count the tokens, then `count()` them again before you pay, since _nobody_ else will.",
  "Elle ouvrit la fenêtre : l’été était déjà là, et le jardin aussi.",
  "With $a^2 + b^2 = c^2$ and $\\alpha \\le \\beta$ the rest follows for every $n \\in \\mathbb{N}$.",
];

const maths =
  "$$\n\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}, \\qquad \\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}\n$$";

/**
 * Markdown of at least so many tokens as a long answer has it, block after block: prose, lists, code of forty lines, tables,
 * maths.
 */
export function answerText(tokens: number): string {
  const blocks: string[] = [];
  let count = 0;
  for (let i = 0; count < tokens; i++) {
    const block = blockOf(i);
    blocks.push(block);
    count += countTokens(block);
  }
  return blocks.join("\n\n");
}

/** Words with the space before them, and single marks: about as a tokenizer cuts. */
export function countTokens(text: string): number {
  return text.match(/ ?[\p{L}\p{N}]+|\s+|[^\s\p{L}\p{N}]/gu)?.length ?? 0;
}

function blockOf(i: number): string {
  const lines = (count: number, line: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => line(n)).join("\n");
  switch (i % 7) {
    case 0:
      return `## Part ${i / 7 + 1}`;
    case 2:
      return lines(6, (n) => `- point ${n} of ${i}: ${prose[n % prose.length]}`);
    case 3:
      return `\`\`\`ts\n${lines(40, (n) => `export const value${n} = compute(${n}, "text ${i}"); // what ${n} comes to`)}\n\`\`\``;
    case 4:
      return maths;
    case 5:
      return `| Name | Share | Note |\n|---|---:|---|\n${lines(12, (n) => `| row ${n} | ${n * 7} % | \`code${n}\` and *words* |`)}`;
    default:
      return [...prose, ...prose].join(" ");
  }
}
