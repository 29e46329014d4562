import { requireUser } from "#session/viewer.ts";
import { ChatScreen } from "../screen/chat-screen.tsx";

/** A conversation that has not begun. */
export async function NewChatPage() {
  await requireUser("/");
  return <ChatScreen />;
}
