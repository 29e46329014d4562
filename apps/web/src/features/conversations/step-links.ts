import type { KeyboardEvent } from "react";

/** Has Up and Down go from link to link of a list, from its first to its last. */
export function stepLinks(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const index = links.map((link) => link === document.activeElement).indexOf(true);
  if (index === -1) return;
  links[index + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
}
