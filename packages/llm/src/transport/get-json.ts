/** OpenRouter's list is about 1 MB. */
const largestBody = 16 * 1024 * 1024;

/**
 * A small JSON document, such as a list of models.
 *
 * @throws {Error} when it can't be had within `timeoutMs`; the message names no header and no address.
 */
export async function getJson(
  url: string,
  options: { headers: Record<string, string>; timeoutMs: number },
): Promise<unknown> {
  const response = await fetch(url, {
    headers: options.headers,
    signal: AbortSignal.timeout(options.timeoutMs),
    redirect: "error",
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > largestBody) throw new Error(`more than ${largestBody} bytes`);
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}
