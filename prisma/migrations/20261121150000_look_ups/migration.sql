-- These two began with the conversation. While a table is young, and the planner does not know yet how it looks, they seem as good
-- for one message of a conversation as the key is, and a plan that is kept then reads the whole conversation each time. Beginning
-- with what is narrowest, they serve the same questions and none but those.

-- DropIndex
DROP INDEX "messages_conversation_id_parent_id_id_idx";

-- DropIndex
DROP INDEX "runs_conversation_id_message_id_id_idx";

-- CreateIndex
CREATE INDEX "messages_parent_id_conversation_id_id_idx" ON "messages"("parent_id", "conversation_id", "id");

-- CreateIndex
CREATE INDEX "runs_message_id_conversation_id_id_idx" ON "runs"("message_id", "conversation_id", "id" DESC);
