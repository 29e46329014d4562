const controls = "a[href], button, input, select, textarea, [tabindex='0']";

/**
 * Where the focus goes when a window opens: its first control, which Radix does by itself; the window, when all that it
 * holds is the button that closes it, whose tooltip would lie over the content and take the first Escape.
 */
export function focusOnOpen(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement) || content.querySelectorAll(controls).length > 1) return;
  event.preventDefault();
  content.focus();
}
