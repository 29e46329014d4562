import type { Summary } from "../figures/statistics.ts";
import type { Manner } from "./causerie.ts";

/** Whom the load generator asks. */
export type Subject =
  | { kind: "direct"; url: string }
  | { kind: "minimal"; url: string }
  | { kind: "completions"; url: string; headers: Record<string, string>; model: string; stream: boolean }
  | { kind: "causerie"; url: string; tokens: readonly string[]; manner: Manner; seats?: readonly AppSeat[] };

/** Where a client asks, and where it watches: at one process of the app or at two. */
export type AppSeat = { askUrl: string; watchUrl: string };

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

/** One stream of events that is opened and held until `leave`; `room` says which of them belong together. */
export type Seat = { url: string; token: string | null; room: string };
export type Post = { url: string; token: string | null; body: unknown };

export type LiveJob =
  /** Opens streams beside those that are held. */
  | { kind: "watch"; seats: readonly Seat[] }
  /** Asks for an answer that is made of stamps (see `stamps.ts`), and waits until every seat has all of it. */
  | { kind: "ask"; post: Post }
  /** In each room someone says once a second that they write, or no longer do, for so long. */
  | { kind: "type"; rooms: readonly { room: string; on: Post; off: Post }[]; forMs: number }
  | { kind: "leave" };

/** Opens a stream anew, so many times one after another, until it has given `expected`. */
export type ResumeJob = { kind: "resume"; url: string; token: string; expected: string; times: number };

/** Milliseconds on the way; how many came, and how many should have come and did not. */
export type LiveResult = { times: Summary; lost: number };
export type ResumeResult = { times: Summary; wrong: number };

export type Job = StreamJob | RequestJob | LiveJob | ResumeJob;
