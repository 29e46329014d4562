/** What the operator's command line does on the machine of the server, without asking it over HTTP. */

export type { Finding } from "./operator/doctor/finding.ts";
export { runDoctor } from "./operator/doctor/run-doctor.ts";
export { OperatorError, promoteUser } from "./operator/promote-user.ts";
