/** An address that may be linked to: always absolute, always of a harmless scheme. */
export type SafeLink = {
  href: string;
  /** The host as the network sees it (punycode), or the mailbox of a `mailto:`. */
  target: string;
};

const schemes = new Set(["http:", "https:", "mailto:"]);

/**
 * The address, if it is one that may be linked to: http, https or mailto. Everything else (other schemes in any spelling,
 * relative addresses, what does not parse) is undefined, and is then shown as text.
 */
export function readLink(url: string): SafeLink | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (!schemes.has(parsed.protocol)) return undefined;
  return { href: parsed.href, target: parsed.protocol === "mailto:" ? parsed.pathname : parsed.host };
}

const withoutWww = (host: string) => host.replace(/^www\./, "");
const hostLike = /(?:[a-z][a-z\d+.-]*:\/*)?(?:[^\s/@]*@)?((?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,})(?::\d+)?/iu;

/**
 * The host that a link really leads to, when its text looks like another one, has a name in front of an `@`, or writes
 * the host in letters that only look like the usual ones. Undefined when text and target agree or the text is plain words.
 */
export function hiddenHost(text: string, link: SafeLink): string | undefined {
  const shown = hostLike.exec(neutralise(text))?.[1];
  if (!shown || link.href.startsWith("mailto:")) return undefined;
  const url = `https://${shown}`;
  const host = URL.canParse(url) ? new URL(url).hostname : shown;
  const target = new URL(link.href).hostname;
  const agrees = withoutWww(host) === withoutWww(target) && withoutWww(shown.toLowerCase()) === withoutWww(target);
  return agrees && !text.includes("@") ? undefined : link.target;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The text without control characters, direction overrides and other signs that change what one reads unseen. */
export function neutralise(text: string): string {
  return text.replace(unseen, "");
}

/** The code with direction overrides made visible, so that it reads as it runs. */
export function showOverrides(code: string): string {
  return code.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\u27e8U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
  });
}

export type SafeImage = { kind: "inline"; src: string } | { kind: "remote"; src: string; host: string };

const largestInlineImage = 1_500_000;
const inlineImage = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[a-z\d+/=\s]+$/i;

/** The image, if it may be shown: pixels in the text itself, or (after a click) from http or https. */
export function readImage(url: string): SafeImage | undefined {
  if (url.length <= largestInlineImage && inlineImage.test(url)) return { kind: "inline", src: url };
  const link = readLink(url);
  if (!link || link.href.startsWith("mailto:")) return undefined;
  return { kind: "remote", src: link.href, host: link.target };
}
