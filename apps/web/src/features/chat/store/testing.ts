import type { ConversationView, MessageView, RunStatus } from "@causerie/api/schemas";

export const conversation: ConversationView = {
  id: "conv_1",
  ownerId: "usr_1",
  role: "owner",
  shared: false,
  answerMode: "always",
  title: null,
  model: null,
  pinned: false,
  archived: false,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  lastActivityAt: "2026-01-01T00:00:00.000Z",
};

export function question(input: { id: string; text: string; createdAt?: string; parentId?: string }): MessageView {
  return {
    id: input.id,
    conversationId: "conv_1",
    parentId: input.parentId ?? null,
    role: "user",
    parts: [{ type: "text", text: input.text }],
    authorId: null,
    createdAt: input.createdAt ?? "2026-01-01T00:00:00.000Z",
    siblingIds: [],
    sideBySide: false,
    run: null,
  };
}

export function answer(input: {
  id: string;
  parentId?: string;
  status?: RunStatus;
  text?: string;
  createdAt?: string;
}): MessageView {
  return {
    id: input.id,
    conversationId: "conv_1",
    parentId: input.parentId ?? null,
    role: "assistant",
    parts: input.text ? [{ type: "text", text: input.text }] : [],
    authorId: null,
    createdAt: input.createdAt ?? "2026-01-01T00:00:00.000Z",
    siblingIds: [],
    sideBySide: false,
    run: {
      id: "run_1",
      status: input.status ?? "streaming",
      model: "guide/guide",
      answeredBy: null,
      inputTokens: null,
      outputTokens: null,
      reasoningTokens: null,
      costMicros: null,
      firstTokenMs: null,
      durationMs: null,
      finishReason: null,
      error: null,
    },
  };
}

/** A `Storage` that lives in memory. Its keys are its own properties, as in a browser. */
export function memoryStorage(): Storage {
  const storage: Storage = Object.create({
    getItem: (key: string) => (Object.hasOwn(storage, key) ? storage[key] : null),
    setItem: (key: string, value: string) => {
      storage[key] = value;
    },
    removeItem: (key: string) => {
      delete storage[key];
    },
  });
  return storage;
}
