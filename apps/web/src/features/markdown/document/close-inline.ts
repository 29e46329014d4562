type Delimiter = { character: string; length: number; at: number };

const isBlank = (character: string | undefined) => character === undefined || /\s/.test(character);
const isPunctuation = (character: string | undefined) => character !== undefined && /[\p{P}\p{S}]/u.test(character);

/** More than this is not emphasis but a pattern, and closing all of it would nest as deep. */
const mostOpen = 8;

/** How far ahead an unclosed formula is waited for; a lone dollar must not hide the rest of a paragraph. */
const longestPendingFormula = 200;

/** The end of a run of one character. */
function runEnd(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end += 1;
  return end;
}

/** Where the bracket at `start` closes, or -1. */
function findClose(text: string, start: number, open: string, close: string): number {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\") index += 1;
    else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/** The closing run of exactly `length` backticks after `from`, or -1. */
function findCodeEnd(text: string, from: number, length: number): number {
  for (let index = text.indexOf("`", from); index >= 0; index = text.indexOf("`", index)) {
    const end = runEnd(text, index);
    if (end - index === length) return end;
    index = end;
  }
  return -1;
}

/** Reads the inline signs of the text that is written last, and ends it so that no sign is left half. */
class InlineCloser {
  private readonly text: string;
  private readonly open: Delimiter[] = [];
  /** Positions of brackets that are left out, because the link they begin is not written yet. */
  private readonly dropped: number[] = [];
  private end: number;
  private suffix = "";

  constructor(text: string) {
    this.text = text;
    this.end = text.length;
  }

  run(): string {
    for (let at = 0; at < this.end; ) at = this.step(at);
    let result = "";
    let from = 0;
    for (const at of this.dropped.filter((position) => position < this.end)) {
      result += this.text.slice(from, at);
      from = at + 1;
    }
    result += this.text.slice(from, Math.max(from, this.end)) + this.suffix;
    const closers = this.open.map(({ character, length }) => character.repeat(length)).reverse();
    return closers.length > 0 ? result.trimEnd() + closers.join("") : result;
  }

  /** Looks at one sign; returns where to go on. */
  private step(at: number): number {
    const { text } = this;
    switch (text[at]) {
      case "\\":
        return this.backslash(at);
      case "`":
        return this.code(at);
      case "$":
        return this.dollar(at);
      case "!":
        return text[at + 1] === "[" ? this.bracket(at + 1, true) : text.length === at + 1 ? this.cut(at) : at + 1;
      case "[":
        return this.bracket(at, false);
      case "<":
        return /^<(?:\/?[a-z]{0,10}|https?:[^\s>]*)$/i.test(text.slice(at, at + 2_000)) ? this.cut(at) : at + 1;
      case "&":
        return /^&#?\w{0,31}$/.test(text.slice(at, at + 40)) ? this.cut(at) : at + 1;
      case "*":
      case "_":
      case "~":
        return this.emphasis(at);
      default:
        return at + 1;
    }
  }

  /** Shows nothing from here on. */
  private cut(at: number): number {
    this.end = at;
    // Delimiters with nothing behind them would show as signs.
    while (this.open.length > 0) {
      const last = this.open.at(-1);
      if (!last || this.text.slice(last.at + last.length, at).trim() !== "") break;
      this.open.pop();
      this.end = last.at;
      at = last.at;
    }
    return this.text.length;
  }

  private backslash(at: number): number {
    const next = this.text[at + 1];
    if (next === undefined) return this.cut(at);
    if (next !== "(" && next !== "[") return at + 2;
    const close = this.text.indexOf(next === "(" ? "\\)" : "\\]", at + 2);
    if (close >= 0) return close + 2;
    return this.text.length - at > longestPendingFormula * 10 ? at + 2 : this.cut(at);
  }

  private code(at: number): number {
    const opened = runEnd(this.text, at);
    const length = opened - at;
    const close = findCodeEnd(this.text, opened, length);
    if (close >= 0) return close;
    const body = this.text.slice(opened).replace(/`+$/, "");
    if (body.trim() === "") return this.cut(at);
    this.end = opened + body.length;
    this.suffix = "`".repeat(length);
    return this.text.length;
  }

  private dollar(at: number): number {
    const opened = runEnd(this.text, at);
    const marker = this.text.slice(at, opened);
    if (opened === this.text.length) return this.cut(at);
    if (marker.length > 2) return opened;
    const close = this.text.indexOf(marker, opened);
    if (close >= 0) return close + marker.length;
    const rest = this.text.slice(opened);
    const isFormula = marker === "$$" || (/^[^\s\d]/.test(rest) && !rest.includes("\n"));
    const limit = longestPendingFormula * (marker === "$$" ? 10 : 1);
    return isFormula && rest.length <= limit ? this.cut(at) : opened;
  }

  private bracket(at: number, isImage: boolean): number {
    const { text } = this;
    const start = isImage ? at - 1 : at;
    const isNote = text[at + 1] === "^";
    const close = findClose(text, at, "[", "]");
    if (close < 0) {
      if (isImage || isNote || at === text.length - 1) return this.cut(start);
      this.dropped.push(at);
      return at + 1;
    }
    const next = text[close + 1];
    if (next === "(" || next === "[") {
      const end = findClose(text, close + 1, next, next === "(" ? ")" : "]");
      if (end >= 0) return end + 1;
      return isImage ? this.cut(start) : this.showLabel(at, close);
    }
    if (next === undefined && isImage) return this.cut(start);
    if (next === undefined && !isNote) return this.showLabel(at, close);
    return isNote ? close + 1 : at + 1;
  }

  /** Of a link without its address yet: the words. */
  private showLabel(at: number, close: number): number {
    this.dropped.push(at);
    const inside = new InlineCloser(this.text.slice(at + 1, close));
    this.suffix = inside.run().slice(close - at - 1);
    this.end = close;
    return this.text.length;
  }

  private emphasis(at: number): number {
    const { text } = this;
    const end = runEnd(text, at);
    const character = text[at] ?? "";
    const length = end - at;
    if (end === text.length) {
      // Either the start of something, or the first half of what ends it, which is added below anyway.
      return this.cut(at);
    }
    if (character === "~" && length !== 2) return end;
    const before = text[at - 1];
    const after = text[end];
    const opens = !isBlank(after) && (!isPunctuation(after) || isBlank(before) || isPunctuation(before));
    const closes = !isBlank(before) && (!isPunctuation(before) || isBlank(after) || isPunctuation(after));
    const isInsideWord = !isBlank(before) && !isPunctuation(before) && !isBlank(after) && !isPunctuation(after);
    let left = length;
    if (closes && !(character === "_" && isInsideWord)) left = this.close(character, length);
    // A single sign between two letters or digits is more often a product than emphasis.
    if (
      left > 0 &&
      left <= 3 &&
      opens &&
      this.open.length < mostOpen &&
      !(isInsideWord && (character === "_" || left === 1))
    ) {
      this.open.push({ character, length: left, at });
    }
    return end;
  }

  /** Takes `length` signs off what is open; returns how many are left over. */
  private close(character: string, length: number): number {
    let left = length;
    while (left > 0) {
      const index = this.open.findLastIndex((entry) => entry.character === character);
      const entry = this.open[index];
      if (!entry) return left;
      const used = Math.min(entry.length, left);
      left -= used;
      this.open.length = index + 1;
      if (used === entry.length) this.open.pop();
      else this.open[index] = { ...entry, length: entry.length - used };
    }
    return 0;
  }
}

/** The text with what is open closed and what is only begun left out; see `holdBack`. */
export function closeInline(text: string): string {
  return new InlineCloser(text).run();
}
