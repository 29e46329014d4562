/** Where a conversation can be taken from, as each kind of file. */
export function exportLinks(conversationId: string): { name: string; href: string }[] {
  const file = `/api/export/conversations/${conversationId}`;
  return [
    { name: "Markdown", href: `${file}.md` },
    { name: "JSON", href: `${file}.json` },
    { name: "HTML", href: `${file}.html` },
  ];
}
