/** Tokens for each UTF-16 code unit, in twentieths: whole numbers add up exactly. */
const unit = 20;

function weightOf(code: number): number {
  if (code < 0x80) return asciiWeight(code);
  // Accented Latin letters; combining marks; other alphabets; typographic marks; CJK and the halves of emoji.
  if (code < 0x300) return 12;
  if (code < 0x370) return 30;
  if (code < 0x2000) return 11;
  return code < 0x2e80 ? 20 : 22;
}

function asciiWeight(code: number): number {
  const isLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  if (isLetter || code === 0x20 || code === 0x0a) return 5;
  const isDigit = code >= 0x30 && code <= 0x39;
  return isDigit ? 12 : 13;
}

/**
 * About how many tokens a model counts for `text`. No tokenizer is downloaded, and each family of models has its own.
 *
 * Measured against OpenAI's o200k: English and French prose 4 to 20 % too high, code 25 %, Chinese and Japanese 25 to 35 %,
 * Russian, Arabic and Hindi up to twice, JSON full of numbers and ids 10 % too low. Older tokenizers take more for scripts other
 * than Latin: against cl100k Chinese comes out 20 % and Hindi 50 % too low.
 *
 * @returns a whole number, 0 only for the empty text.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(weigh(text) / unit);
}

/**
 * More tokens than any model counts for `text`, as far as can be told: twice the estimate, which covers what was measured, and
 * never more than its bytes, of which each token has one at least.
 */
export function mostTokens(text: string): number {
  return Math.min(2 * estimateTokens(text), Buffer.byteLength(text));
}

/** Counts as {@link estimateTokens} does, of a text that comes in pieces. */
export function createTokenCount(): { add(piece: string): void; readonly tokens: number } {
  let sum = 0;
  return {
    add(piece) {
      sum += weigh(piece);
    },
    get tokens() {
      return Math.ceil(sum / unit);
    },
  };
}

function weigh(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += weightOf(text.charCodeAt(i));
  return sum;
}
