"use client";

import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ArchivedNotice } from "../composer/archived-notice.tsx";
import { Composer } from "../composer/composer.tsx";
import { AnswerAnnouncer } from "../messages/answer-announcer.tsx";
import { BranchAnnouncer } from "../messages/branch-announcer.tsx";
import { MessageList } from "../messages/message-list.tsx";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { Caution } from "./caution.tsx";
import { ChatFailure } from "./chat-failure.tsx";
import { ChatHeader } from "./chat-header.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Greeting } from "./greeting.tsx";
import { LoadingMessages } from "./loading-messages.tsx";
import { Suggestions } from "./suggestions.tsx";
import { useAttached } from "./use-attached.ts";
import { useLinkedMessage } from "./use-linked-message.ts";
import { usePageTitle } from "./use-page-title.ts";
import { useWorkspace } from "./workspace-context.ts";

const DeleteMessageDialog = dynamic(() =>
  import("../messages/delete-message-dialog.tsx").then((module) => module.DeleteMessageDialog),
);
const ReaderNotice = dynamic(() => import("../company/reader-notice.tsx").then((module) => module.ReaderNotice));
const TypingLine = dynamic(() => import("../company/typing-line.tsx").then((module) => module.TypingLine));
const DetailsPanel = dynamic(() => import("../details/details-panel.tsx").then((module) => module.DetailsPanel));

/** One conversation: its messages, the composer, and on demand the details of an answer. */
export function ChatView({ store }: { store: ChatStore }) {
  const { messageLimit, screen } = useWorkspace();
  const load = useChat(store, (state) => state.load);
  const deleted = useChat(store, (state) => state.chat.deleted);
  const conversation = useChat(store, (state) => state.chat.conversation);
  const begun = useChat(store, (state) => state.conversationId !== null);
  const empty = useChat(store, (state) => state.rows.length === 0);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const [detailsOf, setDetailsOf] = useState<string | null>(null);
  const [deleteOf, setDeleteOf] = useState<string | null>(null);
  useAttached(store);
  useLinkedMessage(store);
  usePageTitle(store);

  // The external system is the focus: on arrival one wants to write. On touch screens that would call the keyboard up.
  useEffect(() => {
    // The page comes alive only now, and its reader may be writing elsewhere in it already.
    if (!screen.current && document.activeElement !== document.body) return;
    if (window.matchMedia("(pointer: fine)").matches) textarea.current?.focus({ preventScroll: true });
  }, [screen]);

  const closeDetails = useCallback(() => {
    setDetailsOf(null);
    textarea.current?.focus();
  }, []);
  const host = useMemo(
    () => ({ onDetails: setDetailsOf, onDelete: setDeleteOf, onEdited: () => textarea.current?.focus() }),
    [],
  );
  const begin = (text: string) => {
    store.setDraft(text);
    textarea.current?.focus();
  };
  const gone = deleted || load === "missing";
  const welcome = load === "ready" && empty;

  return (
    <div className="flex min-h-0 min-w-0 flex-1 print:block">
      <div className="flex min-w-0 flex-1 flex-col print:block">
        <ChatHeader store={store} />
        <main
          id="content"
          tabIndex={-1}
          className={clsx(
            "relative flex min-h-0 flex-1 flex-col outline-none print:block",
            welcome && "overflow-y-auto",
          )}
        >
          <ConnectionBanner store={store} />
          {gone || load === "failed" ? (
            <ChatFailure
              reason={deleted ? "deleted" : load === "failed" ? "loadFailed" : "missing"}
              onRetry={store.load}
            />
          ) : (
            <>
              {welcome ? (
                <Greeting begun={begun} />
              ) : load === "ready" ? (
                <MessageList store={store} host={host} />
              ) : (
                <LoadingMessages />
              )}
              {/* At one place in the tree, so that the first send takes away neither the focus nor the keyboard. */}
              <div className="mx-auto w-full max-w-column shrink-0 px-safe print:hidden">
                <div className="px-4 pb-2 sm:px-6">
                  {conversation?.archived && <ArchivedNotice conversation={conversation} />}
                  {conversation?.shared && <TypingLine store={store} />}
                  {conversation?.role === "reader" ? (
                    <ReaderNotice />
                  ) : (
                    <Composer
                      store={store}
                      textarea={textarea}
                      limit={messageLimit}
                      disabled={conversation?.archived ?? false}
                    />
                  )}
                </div>
              </div>
              {welcome ? <Suggestions store={store} onTry={begin} /> : <Caution />}
            </>
          )}
          <AnswerAnnouncer store={store} />
          <BranchAnnouncer store={store} />
        </main>
      </div>
      {deleteOf && <DeleteMessageDialog store={store} messageId={deleteOf} onDone={() => setDeleteOf(null)} />}
      {detailsOf && <DetailsPanel store={store} messageId={detailsOf} onClose={closeDetails} />}
    </div>
  );
}
