"use client";

import type { MessageView } from "@causerie/api/schemas";
import { IconButton } from "@causerie/ui";
import { clsx } from "clsx";
import { Info, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useModels } from "../../models/index.ts";
import { answererOf } from "../details/answerer.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { textOf } from "../store/chat-store-state.ts";
import { BranchArrows } from "./branch-arrows.tsx";
import { CopyButton } from "./copy-button.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { MessageTime } from "./message-time.tsx";
import { RegenerateMenu } from "./regenerate-menu.tsx";
import type { MessageCommands } from "./use-message-commands.ts";

/** What one can do with a message. On the last one always in sight, on others when one is there; a fork is always in sight. */
export function MessageActions({
  store,
  message,
  commands,
  onDetails,
  last,
}: {
  store: ChatStore;
  message: MessageView;
  commands: MessageCommands;
  /** Absent where there is nothing to know beyond the text. */
  onDetails?: () => void;
  last: boolean;
}) {
  const t = useTranslations("chat");
  const { nameOf } = useModels();
  const { run } = message;
  const { edit, regenerate } = commands;
  return (
    <div
      className={clsx(
        "flex flex-wrap items-center gap-0.5 print:hidden",
        message.role === "user" && "flex-row-reverse",
      )}
    >
      <BranchArrows store={store} message={message} />
      <div
        className={clsx(
          "flex min-w-0 flex-wrap items-center gap-0.5",
          !last &&
            "opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100",
        )}
      >
        {textOf(message) !== "" && <CopyButton text={() => textOf(message)} />}
        {edit && <IconButton label={t("edit")} icon={<Pencil />} onClick={edit} data-edit={message.id} />}
        {regenerate && run && <RegenerateMenu run={run} onRegenerate={regenerate} />}
        {onDetails && <IconButton label={t("details")} icon={<Info />} onClick={onDetails} />}
        <MessageMenu commands={commands} />
        <span
          className={clsx(
            "mx-1 min-w-0 truncate text-ink-subtle text-xs tabular-nums",
            message.role === "user" && "order-first",
          )}
        >
          {run && `${answererOf(run, nameOf)} · `}
          <MessageTime at={message.createdAt} />
        </span>
      </div>
    </div>
  );
}
