import type { MouseEvent } from "react";

/** Whether a click on a link means to go there, in this tab: any other is the browser's. */
export function isPlainClick(event: MouseEvent): boolean {
  return !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) && event.button === 0;
}
