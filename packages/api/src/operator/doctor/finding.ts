/** What a check found. A warning is no reason not to start. */
export type Finding = {
  check: string;
  status: "ok" | "warning" | "failed";
  /** What is the case, in a sentence without a secret. */
  text: string;
  /** What to do about it. */
  advice?: string;
};

export const ok = (check: string, text: string): Finding => ({ check, status: "ok", text });
export const warning = (check: string, text: string, advice: string): Finding => ({
  check,
  status: "warning",
  text,
  advice,
});
export const failed = (check: string, text: string, advice: string): Finding => ({
  check,
  status: "failed",
  text,
  advice,
});
