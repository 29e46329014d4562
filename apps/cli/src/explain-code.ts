import { CauserieError } from "@causerie/client";
import { explain } from "./explain.ts";

/** A failure that is told by its code alone: the texts are the server's, and are loaded only now. */
export async function explainCode(error: CauserieError): Promise<string | undefined> {
  const { errorTable } = await import("@causerie/api");
  const known = Object.entries(errorTable).find(([code]) => code === error.code)?.[1];
  return explain(known ? new CauserieError(error.code, known.text, { params: error.params, cause: error }) : error);
}
