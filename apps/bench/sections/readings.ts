import { call } from "../load/http.ts";
import { conversationId, rareWordOf, shapeOf } from "../seed/statements.ts";
import { english } from "../seed/words.ts";

export type Kind = "base" | "page" | "search";

/** One thing to read, in many instances that are asked for in turn. */
export type Reading = { name: string; kind: Kind; urls: readonly string[] };

const pageSize = 30;
const instances = 200;

/** What a person reads, as requests of the API: found by walking through it as a client does. */
export async function readings(from: { url: string; token: string; messages: number }): Promise<Reading[]> {
  const { url, token, messages } = from;
  const query = (path: string, input: unknown) =>
    `${url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;

  /** The cursors of the pages of a list, one after another. */
  async function walk(path: string, input: object, pages: number): Promise<string[]> {
    const cursors: string[] = [];
    for (let i = 0; i < pages; i++) {
      const reply = await call(query(path, { ...input, cursor: cursors.at(-1), limit: 100 }), {
        authorization: `Bearer ${token}`,
      });
      // The procedures' output, as the API documents it.
      const { nextCursor } = (reply as { result: { data: { nextCursor: string | null } } }).result.data;
      if (nextCursor === null) break;
      cursors.push(nextCursor);
    }
    return cursors;
  }

  const long = { conversationId: conversationId(0) };
  const { conversations } = shapeOf(messages);
  const ids = Array.from({ length: instances }, (_, i) => conversationId(1 + ((i * 7919) % (conversations - 1))));
  const pages = (path: string, input: object, cursors: readonly string[]) =>
    cursors.map((cursor) => query(path, { ...input, cursor, limit: pageSize }));
  const search = (name: string, queries: readonly string[]): Reading => ({
    name: `search: ${name}`,
    kind: "search",
    urls: queries.map((text) => query("conversations.search", { query: text })),
  });
  // A frequent one and any other, which seldom stand side by side.
  const frequent = ["river", "letter", "morning", "answer", "question"];
  const pairs = Array.from({ length: 50 }, (_, i) => `${frequent[i % 5]} ${english[40 + ((i * 37) % 90)]}`);
  const rare = Array.from({ length: instances }, (_, i) => rareWordOf(i * 41));

  return [
    { name: "nothing (health)", kind: "base", urls: [`${url}/api/health/live`] },
    { name: "who I am", kind: "base", urls: [`${url}/api/trpc/auth.me`] },
    { name: "list, first page", kind: "page", urls: [query("conversations.list", { limit: pageSize })] },
    {
      name: "list, deep pages",
      kind: "page",
      urls: pages("conversations.list", {}, await walk("conversations.list", {}, instances)),
    },
    { name: "open: a conversation", kind: "page", urls: ids.map((id) => query("conversations.get", { id })) },
    {
      name: "open: its last messages",
      kind: "page",
      urls: ids.map((id) => query("messages.list", { conversationId: id, limit: pageSize })),
    },
    {
      name: "the long one's last messages",
      kind: "page",
      urls: [query("messages.list", { ...long, limit: pageSize })],
    },
    {
      name: "the long one, older pages",
      kind: "page",
      urls: pages("messages.list", long, await walk("messages.list", long, instances)),
    },
    search("a rare word", rare),
    search(
      "a rare and a frequent word",
      rare.map((word) => `river ${word}`),
    ),
    search("two words, one of them frequent", pairs),
    search(
      "two words as a phrase",
      pairs.map((pair) => `"${pair}"`),
    ),
    search("the beginning of a word", ["riv", "le", "mus", "pyt", "kar", "théra", "per", "zofe"]),
    search("three words", [
      "river morning letter",
      "museum history empire",
      "python compiler loop",
      "recipe flour butter",
    ]),
    search("with accents", ["élève leçon", "forêt château", "réunion trimestre", "médecin symptôme"]),
    search("a frequent word", ["river", "letter", "summer", "matin", "question"]),
  ];
}
