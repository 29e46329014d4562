import { parseArgs } from "node:util";

export const sectionNames = [
  "first-token",
  "bursts",
  "streams",
  "lists",
  "start",
  "memory",
  "resume",
  "fan-out",
  "company",
  "processes",
  "browser",
  "opening",
  "gateway",
  "usage",
] as const;
export type SectionName = (typeof sectionNames)[number];

export type Options = {
  sections: readonly SectionName[];
  build: boolean;
  /** Fewer and shorter rounds: to see a change while working on it, not for figures. */
  quick: boolean;
  /** Leaves the comparisons out. */
  alone: boolean;
  /** Writes a CPU profile of the server for each measured stretch. */
  profile: boolean;
  /** The messages of the databases that lists are measured on. */
  sizes: readonly number[];
  /** Of `lists`, only what has this in its name. */
  only: string;
  /** Leaves the embedded database out where both engines are measured. */
  embedded: boolean;
};

/** @throws {Error} naming the section or option that does not exist. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      build: { type: "boolean", default: true },
      quick: { type: "boolean", default: false },
      alone: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      embedded: { type: "boolean", default: true },
      sizes: { type: "string", default: "10000,1000000" },
    },
  });
  const sections = positionals.map((name) => {
    const section = sectionNames.find((known) => known === name);
    if (!section) throw new Error(`There is no section ${name}; there are ${sectionNames.join(", ")}.`);
    return section;
  });
  const { sizes, ...flags } = values;
  return { ...flags, sizes: sizes.split(",").map(Number), sections: sections.length > 0 ? sections : sectionNames };
}
