"use client";

import { IconButton } from "@causerie/ui";
import { clsx } from "clsx";
import { Ellipsis, PanelLeftOpen, SquarePen } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { ConversationMenu, SharedMark, useConversations, useTitleOf } from "../../conversations/index.ts";
import { CompanyButtons } from "../../members/index.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { useWorkspace } from "./workspace-context.ts";

const HereNow = dynamic(() => import("../company/here-now.tsx").then((module) => module.HereNow));

/** The conversation's name and what one can do with it; the way back to the sidebar where that is out of sight. */
export function ChatHeader({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const { collapsed, showSidebar, keys } = useWorkspace();
  const { open } = useConversations();
  const conversation = useChat(store, (state) => state.chat.conversation);
  const begun = useChat(store, (state) => state.conversationId !== null);
  const titleOf = useTitleOf();
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 px-2 pt-safe sm:px-3 print:[&_button]:hidden">
      <div className={clsx("flex gap-1 print:hidden", !collapsed && "md:hidden")}>
        <IconButton
          label={t("showSidebar")}
          keys={keys.sidebar}
          side="bottom"
          icon={<PanelLeftOpen />}
          onClick={showSidebar}
        />
        <IconButton
          label={t("newChat")}
          keys={keys.newChat}
          side="bottom"
          icon={<SquarePen />}
          onClick={() => open(null)}
        />
      </div>
      {begun && (
        <>
          <h1 className="min-w-0 truncate px-2 font-medium">{titleOf(conversation ?? { title: null })}</h1>
          {conversation && <SharedMark conversation={conversation} />}
          {conversation && (
            <ConversationMenu
              conversation={conversation}
              trigger={<IconButton label={t("conversationActions")} side="bottom" icon={<Ellipsis />} />}
            />
          )}
          {conversation?.shared && <HereNow store={store} />}
          {conversation && <CompanyButtons key={conversation.id} conversation={conversation} />}
        </>
      )}
    </header>
  );
}
