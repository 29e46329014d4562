"use client";

import { toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import { fenced, readTextFile } from "./text-file.ts";

/**
 * What is typed or pasted where nothing else takes it goes into the composer, and so do text files that are dropped on the page
 * (which the browser would open in its place) or pasted. The external systems are the keyboard, the clipboard and the mouse.
 */
export function WriteAnywhere({
  store,
  textarea,
  limit,
}: {
  store: ChatStore;
  textarea: RefObject<HTMLTextAreaElement | null>;
  /** The most characters that a message may have. */
  limit: number;
}) {
  const t = useTranslations("chat.files");
  const [dragging, setDragging] = useState(false);

  const add = (text: string) => {
    const { draft } = store.getState();
    store.setDraft(draft.trim() === "" ? text : `${draft.trimEnd()}\n\n${text}`);
    textarea.current?.focus();
  };
  const addFiles = async (files: readonly File[]) => {
    for (const file of files) {
      // A folder can't be read.
      const read = await readTextFile(file, limit).catch(() => ({ problem: "notText" }) as const);
      if ("text" in read && store.getState().draft.length + read.text.length <= limit) {
        add(`${fenced(file.name, read.text)}\n`);
      } else {
        const problem = "text" in read ? "tooLong" : read.problem;
        toast({ tone: "danger", message: t(problem, { name: file.name, limit }) });
      }
    }
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // Space scrolls and presses buttons; the question mark lists the keys.
    const isText = event.key === "Dead" || (event.key.length === 1 && event.key !== " " && event.key !== "?");
    // The letter follows the focus.
    if (isText && isNowhere(event.target)) textarea.current?.focus();
  });
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const data = event.clipboardData;
    if (!data || event.defaultPrevented) return;
    const inComposer = event.target === textarea.current;
    const text = data.getData("text/plain");
    if (!inComposer && !isNowhere(event.target)) return;
    // Cells of a table come as a picture as well.
    if (data.files.length > 0 && text === "") void addFiles([...data.files]);
    else if (!inComposer && text !== "") add(text);
    else return;
    event.preventDefault();
  });
  const onDrag = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    // Leaving for a child is no leaving; leaving for nothing is leaving the page.
    setDragging(event.type === "dragover" || (event.type === "dragleave" && event.relatedTarget !== null));
    if (event.type === "drop") void addFiles([...event.dataTransfer.files]);
  });
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => onKeyDown(event);
    const paste = (event: ClipboardEvent) => onPaste(event);
    const drag = (event: DragEvent) => onDrag(event);
    window.addEventListener("keydown", keyDown);
    window.addEventListener("paste", paste);
    for (const kind of ["dragover", "dragleave", "drop"] as const) window.addEventListener(kind, drag);
    return () => {
      window.removeEventListener("keydown", keyDown);
      window.removeEventListener("paste", paste);
      for (const kind of ["dragover", "dragleave", "drop"] as const) window.removeEventListener(kind, drag);
    };
  }, []);

  if (!dragging) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-veil p-8">
      <p className="rounded-box border border-accent border-dashed bg-surface px-6 py-5 text-center text-ink shadow-raised">
        {t("drop")}
      </p>
    </div>
  );
}

/** Nothing is written there, and no letter chooses anything. */
function isNowhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    !target.isContentEditable &&
    target.closest("input, textarea, select, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]") === null
  );
}
