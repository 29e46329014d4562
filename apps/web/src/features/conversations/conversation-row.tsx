"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { clsx } from "clsx";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, memo, useRef, useState } from "react";
import { ActivityMark } from "./activity-mark.tsx";
import { ConversationLink } from "./conversation-link.tsx";
import { ConversationMenu } from "./conversation-menu.tsx";
import { useTitleOf } from "./conversation-title.ts";
import { useConversations } from "./conversations-context.ts";
import { RenameField } from "./rename-field.tsx";
import { SharedMark } from "./shared-mark.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";

/** One conversation of the list. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  current,
  onOpen,
}: {
  conversation: ConversationView;
  current: boolean;
  onOpen?: (() => void) | undefined;
}) {
  const t = useTranslations("conversations");
  const [renaming, setRenaming] = useState(false);
  const takesFocus = useRef(false);
  const { change } = useConversationActions();
  const { ask } = useConversations();
  const title = useTitleOf()(conversation);
  const onKeyDown = (event: KeyboardEvent) => {
    if (conversation.role !== "owner" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "F2") setRenaming(true);
    else if (event.key === "Delete") ask({ kind: "delete", conversation });
    else return;
    event.preventDefault();
  };
  if (renaming) {
    return (
      <RenameField
        title={title}
        onDone={(next, byKey) => {
          takesFocus.current = byKey;
          setRenaming(false);
          if (next) void change(conversation, { title: next });
        }}
      />
    );
  }
  return (
    <div
      className={clsx(
        "group relative flex h-9 pointer-coarse:h-11 items-center rounded-box text-sm",
        current ? "bg-fill text-ink" : "text-ink-muted hover:bg-fill/60 hover:text-ink",
      )}
    >
      <ConversationLink
        id={conversation.id}
        {...(onOpen && { onOpen })}
        ref={(link) => {
          if (link && takesFocus.current) link.focus({ preventScroll: true });
          takesFocus.current = false;
        }}
        onKeyDown={onKeyDown}
        className="flex h-full min-w-0 flex-1 items-center rounded-box pr-1 pl-2 group-hover:pr-9 group-focus-within:pr-9 pointer-coarse:pr-12"
      >
        <span className={clsx("truncate", conversation.title === null && "italic")}>{title}</span>
        <SharedMark conversation={conversation} />
        <ActivityMark id={conversation.id} />
      </ConversationLink>
      <ConversationMenu
        conversation={conversation}
        onRename={() => setRenaming(true)}
        trigger={
          <button
            type="button"
            aria-label={t("actionsFor", { title })}
            className="absolute right-1 grid size-7 touch-target place-items-center rounded-box text-ink-muted opacity-0 hover:bg-paper focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis aria-hidden className="size-4" />
          </button>
        }
      />
    </div>
  );
});
