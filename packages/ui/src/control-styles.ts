/** The look that Input, Textarea and Select share. 16 px of type, so that phones do not zoom in on focus. */
export const controlBase =
  "w-full min-w-0 rounded-box border border-line-strong bg-surface px-3 text-base text-ink transition-colors " +
  "focus-visible:outline-offset-0 enabled:hover:border-ink-muted disabled:opacity-50 " +
  "aria-invalid:border-danger pointer-coarse:min-h-11";
