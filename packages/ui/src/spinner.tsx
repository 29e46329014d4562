import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";

/** A small turning ring, silent for screen readers: what is busy says so itself. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={clsx("size-4 animate-turn", className)} />;
}
