/** The app's mark in the browser's tab, with a dot that says what goes on there. */
const bubble =
  "M16 3C8.3 3 2.5 8 2.5 14.4c0 3.5 1.8 6.7 4.8 8.8-.2 1.8-1 3.6-2.3 5.1-.4.4 0 1.1.6 1 3-.3 5.6-1.3 7.6-2.7.9.1 1.8.2 2.8.2 7.7 0 13.5-5 13.5-11.4S23.7 3 16 3Z";
const dots = { writing: "#c98a1b", unseen: "#3f8f5b" } as const;

export type TabMark = keyof typeof dots | null;

/** What the page itself gave the tab, to go back to. */
let own: string | null = null;

/** Puts the mark on the tab's icon; null takes it away. */
export function markTabIcon(mark: TabMark): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
  if (!link) return;
  own ??= link.href;
  link.href = mark === null ? own : `data:image/svg+xml,${encodeURIComponent(iconWith(dots[mark]))}`;
}

function iconWith(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2b477a" d="${bubble}"/><path fill="none" stroke="#faf8f3" stroke-width="2.2" stroke-linecap="round" d="M10 11.8h12M10 17h7.5"/><circle cx="24.5" cy="24.5" r="6.5" fill="${colour}" stroke="#fff" stroke-width="2"/></svg>`;
}
