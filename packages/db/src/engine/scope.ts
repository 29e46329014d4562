import { AsyncLocalStorage } from "node:async_hooks";

/** Who a transaction acts for, as PostgreSQL is told when it begins. */
export type Scope = {
  readonly role: "causerie_app" | "causerie_system";
  /** Empty in the system's scope. */
  readonly userId: string;
  /** What the server's activity view shows meanwhile. */
  readonly label: string;
  /** Asked when it begins: whether it may only read, because there is no room to write. */
  readonly onlyReads: () => boolean;
  state: "new" | "begun" | "ended";
};

/** The scope of the transaction that this asynchronous call chain opens or is in. */
export const currentScope = new AsyncLocalStorage<Scope>();

/**
 * What begins a transaction in a scope: one message, so that no transaction is ever without its scope, and so that the scope
 * costs no exchange of its own. Prisma's adapters write times without their offset and read every one as UTC, hence the zone.
 *
 * @param quote makes an SQL literal.
 */
export function beginStatement(scope: Scope, quote: (text: string) => string): string {
  return (
    `BEGIN${scope.onlyReads() ? " READ ONLY" : ""}; SELECT set_config('role', ${quote(scope.role)}, true), ` +
    `set_config('app.user_id', ${quote(scope.userId)}, true), set_config('TimeZone', 'UTC', true), ` +
    `set_config('application_name', ${quote(scope.label)}, true)`
  );
}
