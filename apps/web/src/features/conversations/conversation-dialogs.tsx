"use client";

import { ShareDialog } from "../shares/index.ts";
import type { ConversationQuestion } from "./conversations-context.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";

const dialogs = { delete: DeleteDialog, leave: LeaveDialog, rename: RenameDialog, share: ShareDialog } as const;

/** The questions that are asked in a window of their own. Loaded when the first one is asked. */
export function ConversationDialogs({ question, onDone }: { question: ConversationQuestion; onDone: () => void }) {
  const Question = dialogs[question.kind];
  return <Question conversation={question.conversation} onDone={onDone} />;
}
