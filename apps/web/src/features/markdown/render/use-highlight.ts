"use client";

import { useEffect, useRef, useState } from "react";
import { findLanguage } from "../highlight/language-names.ts";
import type { Line } from "../highlight/protocol.ts";
import { HighlightSession } from "../highlight/session.ts";

const noLines: readonly Line[] = [];

/** The highlighted lines of `code` so far, from its start; none for a language that is not known. */
export function useHighlight(code: string, info: string, growing: boolean): readonly Line[] {
  const language = findLanguage(info);
  const [lines, setLines] = useState(noLines);
  const session = useRef<HighlightSession | undefined>(undefined);

  // The external system is the highlighting worker: one session per block and language.
  useEffect(() => {
    if (!language) return;
    const current = new HighlightSession(language, setLines);
    session.current = current;
    return () => {
      current.end();
      session.current = undefined;
      setLines(noLines);
    };
  }, [language]);

  // The same worker is told what the code has become. (`language` is a dependency because a new session knows nothing.)
  useEffect(() => {
    if (language) session.current?.update(code, !growing);
  }, [code, growing, language]);

  return language ? lines : noLines;
}
