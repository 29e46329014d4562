import type { ReactNode } from "react";

/** A part of a page under a heading of its own. */
export function Section({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <section className="border-line border-t py-8 first-of-type:border-t-0 first-of-type:pt-0">
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="mt-1 max-w-measure text-ink-muted">{description}</p>
      <div className="mt-5">{children}</div>
    </section>
  );
}
