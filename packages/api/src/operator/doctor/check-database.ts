import { ControlError, inspectDatabase } from "@causerie/db";
import type { DoctorEnv } from "./doctor-env.ts";
import { type Finding, failed, ok } from "./finding.ts";

const check = "database";
const oldest = 15;

/**
 * @param explain gives the sentence that a start would give for what went wrong.
 */
export async function checkDatabase(env: DoctorEnv, explain: (error: unknown) => string): Promise<Finding> {
  const kind = env.DATABASE_URL ? "PostgreSQL" : "The embedded database";
  try {
    const state = await inspectDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR });
    if (state.kind === "absent") return ok(check, "There is none yet: the first start makes it.");
    if (state.kind === "held") return ok(check, `${kind} is open in the running server, which finds it sound.`);
    if (Number.parseInt(state.version, 10) < oldest) {
      return failed(check, `${kind} is version ${state.version}.`, `Use version ${oldest} or later.`);
    }
    const migrations =
      state.pending === 0 ? "its migrations are applied" : `the next start applies ${state.pending} migrations`;
    return ok(check, `${kind} ${state.version} answers; ${migrations}.`);
  } catch (error) {
    if (error instanceof ControlError) {
      return failed(check, `The running server says: ${error.message}.`, "Restart it; its log says more.");
    }
    const advice = env.DATABASE_URL
      ? "See docs/operating.md, PostgreSQL."
      : "If the message does not say what to do, see docs/operating.md, Data.";
    return failed(check, explain(error), advice);
  }
}
