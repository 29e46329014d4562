const lineFeed = 0x0a;

/** One line may hold an image; anything longer is no answer. */
const longestLine = 16 * 1024 * 1024;

export type SseHandler = {
  /** The payload of one event: its `data` lines joined by line feeds. */
  onEvent(data: string): void;
};

export type SseParser = {
  /**
   * Takes what the network gave, cut anywhere, within a character too. `bytes` may be reused after the call.
   * @throws {RangeError} when a single line is longer than any answer's.
   */
  push(bytes: Buffer): void;
  /** The connection ended. An event that lacks its closing blank line counts: some servers leave it out at the end. */
  end(): void;
};

/**
 * Server-sent events (HTML standard, 9.2.6), without what no model provider uses: ids, retry times and bare CR as a
 * line end. Only whole lines are decoded, so a character that is split between two reads needs no care.
 */
export function createSseParser(handler: SseHandler): SseParser {
  let rest: Buffer[] = [];
  let restLength = 0;
  let data: string | null = null;

  function line(text: string): void {
    if (text === "") {
      if (data === null) return;
      const event = data;
      data = null;
      handler.onEvent(event);
    } else if (text.startsWith("data:")) {
      const value = text.slice(text.charCodeAt(5) === 0x20 ? 6 : 5);
      data = data === null ? value : `${data}\n${value}`;
    }
    // Comments, which servers send to keep the connection alive, say nothing; that they came is seen in the reading.
  }

  function lines(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n", start); end !== -1; end = text.indexOf("\n", start)) {
      line(text.slice(start, end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end));
      start = end + 1;
    }
  }

  return {
    push(bytes) {
      const last = bytes.lastIndexOf(lineFeed);
      if (last !== -1) {
        const head = bytes.subarray(0, last + 1);
        const whole = restLength === 0 ? head : Buffer.concat([...rest, head]);
        rest = [];
        restLength = 0;
        lines(whole.toString("utf8"));
      }
      if (last + 1 < bytes.length) {
        const tail = Buffer.from(bytes.subarray(last + 1));
        rest.push(tail);
        restLength += tail.length;
        if (restLength > longestLine) throw new RangeError("a line of the stream is too long");
      }
    },
    end() {
      const whole = Buffer.concat(rest).toString("utf8");
      rest = [];
      restLength = 0;
      lines(`${whole}\n\n`);
    },
  };
}
