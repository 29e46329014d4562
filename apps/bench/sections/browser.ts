import { openingFindings } from "./browser-opening.ts";
import { streamingFindings } from "./browser-streaming.ts";
import type { Section } from "./section.ts";

/** What people feel in a browser on a slow processor: while a long answer is written, and when they open conversations. */
export const browser: Section = async (options) => {
  const streaming = await streamingFindings(options);
  const opening = await openingFindings(options);
  return {
    tables: [...streaming.tables, ...opening.tables],
    figures: { streaming: streaming.figures, opening: opening.figures },
  };
};
