"use client";

import { type RefObject, useEffect } from "react";

/** Between the view's upper edge and the question that one went to, in pixels. */
const marginPx = 12;

/**
 * Alt with Up or Down goes from question to question, wherever the focus is but in a text. The external systems are the keyboard
 * and the layout.
 */
export function useQuestionKeys(
  scroller: RefObject<HTMLElement | null>,
  { letGo, scrollToEnd }: { letGo: () => void; scrollToEnd: () => void },
) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const box = scroller.current;
      if (!box || !isAltArrow(event) || isInText(event.target)) return;
      event.preventDefault();
      const top = box.getBoundingClientRect().top + marginPx;
      const distanceTo = (question: Element) => question.getBoundingClientRect().top - top;
      const questions = [...box.querySelectorAll("[data-question]")];
      const isUp = event.key === "ArrowUp";
      const target = isUp
        ? questions.findLast((question) => distanceTo(question) < -1)
        : questions.find((question) => distanceTo(question) > 1);
      if (!target) {
        if (isUp) box.scrollTop = 0;
        else scrollToEnd();
        return;
      }
      letGo();
      const go = () => {
        box.scrollTop += distanceTo(target);
      };
      go();
      // Rows out of view are as high as was guessed, until they come into view.
      requestAnimationFrame(go);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [scroller, letGo, scrollToEnd]);
}

function isAltArrow({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && !metaKey && !shiftKey && (key === "ArrowUp" || key === "ArrowDown");
}

/** Where something is written, the keys are the text's: on a Mac they go by paragraphs. */
function isInText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return target.value !== "";
  return target instanceof HTMLElement && target.closest("[role=dialog], [role=menu], [role=alertdialog]") !== null;
}
