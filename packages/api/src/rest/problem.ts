import type { AppErrorCode } from "@causerie/core";
import { errorTable, publicErrorData, toAppError } from "../errors.ts";

/** An error as RFC 9457 writes it, with the product's code and what it names. */
export type Problem = {
  /** Where the code is explained on this server. */
  type: string;
  title: string;
  status: number;
  detail: string;
  code: AppErrorCode;
  params: Readonly<Record<string, string | number>>;
  /** Which field of the request is wrong, and why. */
  errors?: Record<string, string[]>;
  /** The request, as the server's log names it. */
  instance?: string;
};

/** Any error as a problem; `body`: the field of the input that the request's body stands for, which no caller knows. */
export function toProblem(error: unknown, options: { requestId?: string; body?: string | undefined } = {}): Problem {
  const { code, publicMessage } = toAppError(error);
  const { http: status, text: title } = errorTable[code];
  const { params, fieldErrors } = publicErrorData(error);
  const errors =
    fieldErrors && Object.entries(fieldErrors).map(([name, texts]) => [unwrapped(name, options.body), texts]);
  const detail = publicMessage ?? (errors ? errors.map(([name, texts]) => `${name}: ${texts}`).join(" ") : title);
  return {
    type: `/docs/api#${code}`,
    title,
    status,
    detail,
    code,
    params,
    ...(errors ? { errors: Object.fromEntries(errors) } : {}),
    ...(options.requestId ? { instance: `urn:uuid:${options.requestId}` } : {}),
  };
}

function unwrapped(name: string, body: string | undefined): string {
  if (body === undefined || !`${name}.`.startsWith(`${body}.`)) return name;
  return name.slice(body.length + 1);
}
