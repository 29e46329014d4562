import { notFound } from "next/navigation";
import { requireUser } from "#session/viewer.ts";
import { ChatScreen } from "../screen/chat-screen.tsx";
import { readConversation } from "./read-conversation.ts";

/** One conversation. What is not this person's does not exist. */
export async function ConversationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requireUser(`/c/${id}`);
  const initial = await readConversation(id);
  if (!initial) notFound();
  return <ChatScreen initial={initial} />;
}
