/** What the operator's command line does on the machine of the server, without asking it over HTTP. */
export { OperatorError, promoteUser } from "./operator/promote-user.ts";
