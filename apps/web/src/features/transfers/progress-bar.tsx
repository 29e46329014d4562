/** How far something is, for the eye and for a screen reader; the words beside it say the same. */
export function ProgressBar({ label, share, text }: { label: string; share: number; text: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      className="h-2 w-full overflow-hidden rounded-full bg-fill"
    >
      <ProgressFill percent={percent} />
    </div>
  );
}

/** Drawn as a picture: the page's policy allows no style that is written into an element. */
function ProgressFill({ percent }: { percent: number }) {
  return (
    <svg aria-hidden viewBox="0 0 100 1" preserveAspectRatio="none" className="block size-full text-accent">
      <rect width={percent} height="1" fill="currentColor" />
    </svg>
  );
}
