export type { Answer, AnswerPiece } from "./answer.ts";
export { type AskOptions, type CauserieClient, type ClientOptions, createCauserieClient } from "./client.ts";
export type { Token } from "./credentials.ts";
export type { Download, ExportFormat } from "./downloads.ts";
export { CauserieError, type ErrorCode } from "./error.ts";
export type { ImportOptions, ImportView } from "./imports.ts";
export { eachItem } from "./pages.ts";
