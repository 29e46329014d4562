import { clsx } from "clsx";

/**
 * A grey line or box where something will be; give it its size by class. It stays invisible for 300 ms (in CSS, so that
 * it costs no timer), because what arrives sooner needs no placeholder. The region around it says that it is busy.
 */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("animate-late rounded-box bg-fill", className)} />;
}
