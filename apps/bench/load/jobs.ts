import type { Summary } from "../figures/statistics.ts";
import type { Manner } from "./causerie.ts";

/** Whom the load generator asks. */
export type Subject =
  | { kind: "direct"; url: string }
  | { kind: "minimal"; url: string }
  | { kind: "causerie"; url: string; tokens: readonly string[]; manner: Manner };

/** One stretch of load. */
export type StreamJob = {
  kind: "streams";
  subject: Subject;
  /** How many ask at once. */
  clients: number;
  /** The text that every answer must have. */
  expected: string;
  question: string;
  /** Over how long the clients begin, evenly. */
  spreadMs: number;
  /** Each asks again until this is over; 0: asks once. */
  forMs: number;
  /** At the least this many exchanges, even if it takes longer. */
  atLeast: number;
};

/** One request again and again, each after the other: for lists and pages. */
export type RequestJob = { kind: "requests"; token: string; urls: readonly string[]; times: number };

export type StreamResult = {
  exchanges: number;
  /** From the first question to the last answer's end. */
  seconds: number;
  /** Milliseconds. */
  firstToken: Summary;
  whole: Summary;
  gaps: Summary;
  /** The longest gap of each exchange. */
  longestGaps: Summary;
  frames: number;
  /** Answers whose text was not the upstream's, to the character. */
  wrong: number;
  /** Exchanges that failed, and what the first said. */
  failed: number;
  failure: string | null;
};

export type RequestResult = { times: Summary; bytes: number };
