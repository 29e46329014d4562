type Page<Item> = { items: Item[]; nextCursor: string | null };

/**
 * Every item of a list that comes in pages, page after page:
 * `for await (const conversation of eachItem((cursor) => client.api.conversations.list.query({ cursor })))`.
 */
export async function* eachItem<Item>(
  getPage: (cursor: string | null) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await getPage(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
