/** What the list is asked with; the page and the browser must ask alike for the prefetched page to be found. */
export function usersInput(query: string): { limit: number; query?: string } {
  const text = query.trim();
  return { limit: 50, ...(text !== "" && { query: text }) };
}
