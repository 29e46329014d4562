/** What no file system or shell should meet in a name: separators, control and invisible characters, wildcards. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\\/:*?"<>|]+/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A conversation's title as a file's name, without its extension; never empty, a path or a device. */
export function safeFileName(title: string | null): string {
  const plain = (title ?? "").toWellFormed().normalize("NFC").replaceAll(unsafe, " ").replaceAll(/\s+/g, " ");
  // Code points, so that a character is not cut in two; a leading dot hides a file, a trailing one confuses Windows.
  const short = [...plain.trim()]
    .slice(0, 80)
    .join("")
    .replace(/^[.\s]+/, "")
    .replace(/[.\s]+$/, "");
  return short === "" || reserved.test(short) ? "conversation" : short;
}

/** `Content-Disposition` of a download, after RFC 6266: the name as it is, and one in ASCII for what can't read that. */
export function attachment(fileName: string): string {
  const ascii = fileName
    .normalize("NFD")
    .replaceAll(/[^\x20-\x7e]/g, "")
    .replaceAll(/["\\%]/g, "");
  const encoded = encodeURIComponent(fileName).replaceAll(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii.trim() === "" ? "download" : ascii}"; filename*=UTF-8''${encoded}`;
}
