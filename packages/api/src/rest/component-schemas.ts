import { z } from "zod";
import { keyView } from "../api-keys/api-keys.schema.ts";
import { meOutput, tokenOutput } from "../auth/auth.schema.ts";
import { chatEvent, queuedMessageView, runState } from "../chat/chat.schema.ts";
import { conversationView, searchHit } from "../conversations/conversations.schema.ts";
import { personView } from "../live/live.schema.ts";
import { inviteView } from "../members/members.schema.ts";
import { messageView, runView } from "../messages/messages.schema.ts";
import { modelView } from "../models/models.schema.ts";
import { sharedPage, shareView } from "../shares/shares.schema.ts";
import { userView } from "../users/users.schema.ts";

/** The names under which the document has what several operations answer. */
const named = {
  Account: meOutput,
  AccessToken: tokenOutput,
  ApiKey: keyView,
  Conversation: conversationView,
  ConversationEvent: chatEvent,
  InviteLink: inviteView,
  Member: personView,
  Message: messageView,
  Model: modelView,
  QueuedMessage: queuedMessageView,
  Run: runState,
  RunDetails: runView,
  SearchHit: searchHit,
  SharedConversation: sharedPage,
  ShareLink: shareView,
  User: userView,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * Writes zod's schemas as JSON Schema of the draft that OpenAPI 3.1 uses, and collects what it named on the way.
 *
 * @param direction `input` refuses fields that it does not know; `output` may have more of them one day.
 */
export function createSchemaWriter() {
  const components: Record<string, JsonSchema> = {};
  return {
    components,
    write(schema: z.core.$ZodType, direction: "input" | "output"): JsonSchema {
      // A named schema becomes a reference only below another.
      const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), {
        io: direction,
        metadata: registry,
        unrepresentable: "any",
        override({ jsonSchema }) {
          if (jsonSchema.type !== "object" || !jsonSchema.properties) return;
          if (direction === "input") jsonSchema.additionalProperties = false;
          else delete jsonSchema.additionalProperties;
        },
      });
      for (const [id, { id: _id, ...definition }] of Object.entries($defs)) components[id] ??= referring(definition);
      const written = properties?.it;
      return typeof written === "object" ? referring(written) : {};
    },
  };
}

/** The same with its references as OpenAPI has them. */
function referring(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
