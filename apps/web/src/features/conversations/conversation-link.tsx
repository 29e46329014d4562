"use client";

import type { ComponentProps, MouseEvent } from "react";
import { isPlainClick } from "#components/is-plain-click.ts";
import { useConversations } from "./conversations-context.ts";

/**
 * A link to a conversation. A plain click draws it from memory, with no page load; a new tab or window works as with
 * any link. Pointing at it or focusing it reads the conversation ahead.
 */
export function ConversationLink({
  id,
  messageId,
  onOpen,
  ...props
}: Omit<ComponentProps<"a">, "href" | "onClick"> & { id: string; messageId?: string; onOpen?: () => void }) {
  const { currentId, open, onIntent } = useConversations();
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open(id, messageId);
    onOpen?.();
  };
  return (
    <a
      {...props}
      href={messageId ? `/c/${id}?message=${messageId}` : `/c/${id}`}
      aria-current={id === currentId ? "page" : undefined}
      onClick={onClick}
      onPointerEnter={() => onIntent(id)}
      onFocus={() => onIntent(id)}
    />
  );
}
