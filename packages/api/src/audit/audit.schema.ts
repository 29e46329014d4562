import { z } from "zod";
import { isoTime, pageInput, pageOf, storableText } from "../schema-parts.ts";

const moment = z.iso.datetime({ offset: true });

/** What narrows the audit log; `person` is an email, a username or an id, of who did it or to whom it was done. */
export const auditFilter = z.object({
  person: storableText.trim().max(254).optional(),
  action: storableText.trim().max(100).optional(),
  from: moment.optional(),
  /** Up to this moment, which does not belong to it. */
  to: moment.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const listAuditInput = z.object({ ...pageInput, ...auditFilter.shape });

export const auditEntryView = z.object({
  id: z.string(),
  at: isoTime,
  actorId: z.string().nullable(),
  /** As they were called then; null: the system, or nobody who is known. */
  actorName: z.string().nullable(),
  keyId: z.string().nullable(),
  action: z.string(),
  /** The code of the error with which it was refused; null: it was done. */
  refusal: z.string().nullable(),
  targetId: z.string().nullable(),
  targetName: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
  address: z.string().nullable(),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;
export const auditPage = pageOf(auditEntryView);
export const auditActions = z.object({ items: z.array(z.string()) });
