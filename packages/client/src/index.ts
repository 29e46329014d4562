export type { Answer, AnswerPiece } from "./answer.ts";
export { type CauserieClient, type ClientOptions, createCauserieClient } from "./client.ts";
export { CauserieError } from "./error.ts";
