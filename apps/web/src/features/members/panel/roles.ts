import type { MemberRole } from "@causerie/api/schemas";

/** What a member may be, the lesser last. */
export const memberRoles = ["writer", "reader"] as const satisfies readonly MemberRole[];
