import type { AuditLog } from "../audit/audit-log.ts";
import { toAppError } from "../errors.ts";

/** Refusals that say that it was not them. A limit says it of nobody, and without the second proof they are still on their way. */
const telling = new Set(["INVALID_CREDENTIALS", "TOTP_INVALID"]);

/** Signs someone in by `work`, which says whose account it is about once it knows, and writes down how that ended. */
export async function auditedSignIn<Subject extends { userId: string }>(
  audit: Pick<AuditLog, "record">,
  attempt: { email: string | null; address: string; requestId: string | undefined },
  work: (identified: (userId: string) => void) => Promise<Subject>,
): Promise<Subject> {
  const { email, address, requestId = null } = attempt;
  let targetId: string | null = null;
  const record = (ended: { actorId: string | null; refusal: string | null }) => {
    // Of an email that is nobody's it is all that says which was tried.
    const details = targetId === null && email !== null ? { email } : {};
    audit.record({ action: "auth.signIn", ...ended, targetId, details, address, requestId });
  };
  try {
    const subject = await work((userId) => {
      targetId = userId;
    });
    record({ actorId: subject.userId, refusal: null });
    return subject;
  } catch (error) {
    const { code } = toAppError(error);
    if (telling.has(code)) record({ actorId: null, refusal: code });
    throw error;
  }
}
