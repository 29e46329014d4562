import type { ReactNode } from "react";

/** A page that has only something to say, and a way on. */
export function MessagePage({
  title,
  description,
  children,
}: {
  title: string;
  description: string;
  children: ReactNode;
}) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex max-w-measure flex-col px-6 pt-[22vh] pb-16 focus:outline-none"
    >
      <h1 className="text-balance font-semibold text-3xl">{title}</h1>
      <p className="mt-3 text-ink-muted text-lg">{description}</p>
      <div className="mt-8 flex flex-wrap items-center gap-3">{children}</div>
    </main>
  );
}
