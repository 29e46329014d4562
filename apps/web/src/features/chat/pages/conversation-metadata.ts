import type { Metadata } from "next";
import { getViewer } from "#session/viewer.ts";
import { readConversation } from "./read-conversation.ts";

/** The browser tab's name: the conversation's title, to those who may see it. */
export async function conversationMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  if (!(await getViewer())) return {};
  const { id } = await params;
  const title = (await readConversation(id))?.conversation.title;
  return title ? { title } : {};
}
