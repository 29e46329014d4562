"use client";

import type { ConversationQuestion } from "./conversations-context.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";

/** The questions that are asked in a window of their own. Loaded when the first one is asked. */
export function ConversationDialogs({ question, onDone }: { question: ConversationQuestion; onDone: () => void }) {
  return question.kind === "delete" ? (
    <DeleteDialog conversation={question.conversation} onDone={onDone} />
  ) : (
    <RenameDialog conversation={question.conversation} onDone={onDone} />
  );
}
