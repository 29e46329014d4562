/** Rows as JSON for `jsonb_to_recordset`, by which many go to the database as one parameter. */
export function toJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
