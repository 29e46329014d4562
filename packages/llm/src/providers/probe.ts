import { addressRefused } from "../transport/address-guard.ts";
import { StatusError } from "../transport/get-json.ts";
import { TransportError } from "../transport/trouble.ts";

/** Why a provider could not be used when it was asked for its models. */
export type ProbeFailure = "addressRefused" | "unreachable" | "timeout" | "keyRefused" | "status" | "noList";

/** What a provider said when it was asked for its models. */
export type Probe =
  | { ok: true; models: number }
  /** `detail`: the status, or the system's code of the error. */
  | { ok: false; reason: ProbeFailure; detail: string };

/** @param work asks the provider and gives the number of its models. */
export async function probe(work: () => Promise<number>): Promise<Probe> {
  try {
    return { ok: true, models: await work() };
  } catch (error) {
    return { ok: false, ...failureOf(error) };
  }
}

function failureOf(error: unknown): { reason: ProbeFailure; detail: string } {
  if (error instanceof StatusError) {
    const refused = error.status === 401 || error.status === 403;
    return { reason: refused ? "keyRefused" : "status", detail: String(error.status) };
  }
  if (!(error instanceof TransportError)) return { reason: "noList", detail: "" };
  const { trouble } = error;
  if (trouble.kind === "first-token-timeout") return { reason: "timeout", detail: "" };
  if (trouble.kind !== "unreachable") return { reason: "noList", detail: trouble.kind };
  return { reason: trouble.reason === addressRefused ? "addressRefused" : "unreachable", detail: trouble.reason };
}
