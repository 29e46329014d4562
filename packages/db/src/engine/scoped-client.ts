import pg from "pg";
import { beginStatement, currentScope } from "./scope.ts";

/** A connection whose transactions begin in the current scope: where Prisma says BEGIN, it says that and who is asking. */
export class ScopedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query: (...parameters: unknown[]) => unknown = super.query.bind(this);
    const scoped = (...parameters: unknown[]): unknown => {
      const [first, ...rest] = parameters;
      const scope = currentScope.getStore();
      if (scope?.state !== "new" || !isBegin(first)) return query(...parameters);
      scope.state = "begun";
      return query(
        { ...first, text: beginStatement(scope, (text) => this.escapeLiteral(text)), name: undefined },
        ...rest,
      );
    };
    // One function for the driver's many overloads: what comes in goes on.
    Object.defineProperty(this, "query", { value: scoped });
  }
}

function isBegin(query: unknown): query is { text: "BEGIN" } {
  return typeof query === "object" && query !== null && "text" in query && query.text === "BEGIN";
}
