/**
 * Copies a text. A page that came over plain HTTP from another machine has no `navigator.clipboard`; there the older way is
 * taken, which most browsers still allow in answer to a click.
 *
 * @throws {Error} when the browser allows neither.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  let taken = false;
  // The event, not a selected field: a dialog would take the focus back before it was copied.
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", text);
    taken = true;
  };
  document.addEventListener("copy", put, { capture: true });
  try {
    document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
  if (!taken) throw new Error("The browser does not let the page copy");
}
