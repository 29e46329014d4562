"use client";

import { useFormatter } from "next-intl";

/** When a message was said: the time, and the day where that is another; all of it on pointing there. */
export function MessageTime({ at }: { at: string }) {
  const format = useFormatter();
  const said = new Date(at);
  const now = new Date();
  // Through next-intl's formatters, which are kept: a long conversation has hundreds of times.
  const isSame = (part: "day" | "year") => {
    const options = part === "day" ? ({ dateStyle: "short" } as const) : ({ year: "numeric" } as const);
    return format.dateTime(said, options) === format.dateTime(now, options);
  };
  return (
    <time
      dateTime={at}
      title={format.dateTime(said, { dateStyle: "full", timeStyle: "short" })}
      // The server may have written it a moment before midnight.
      suppressHydrationWarning
    >
      {format.dateTime(said, {
        hour: "2-digit",
        minute: "2-digit",
        ...(!isSame("day") && { day: "numeric", month: "short" }),
        ...(!isSame("year") && { year: "numeric" }),
      })}
    </time>
  );
}
