/** How many different statements a connection keeps prepared; a kept one costs the server some tens of KB. */
const maxStatements = 250;

/**
 * Names for statements that recur, so that each connection parses them once. The first {@link maxStatements} texts get one; it
 * bounds what lists of varying length could grow.
 */
export function createStatementNames(): (query: { sql: string; args: unknown[] }) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // Without parameters it may be several statements, which can't be prepared.
    if (args.length === 0 || names.size >= maxStatements) return "";
    const name = `causerie_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
