import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { initTRPC } from "@trpc/server";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { streamText } from "ai";
import { z } from "zod";
import { listen } from "./listen.ts";

/**
 * The least that does the work: a tRPC subscription that yields what the AI SDK's `streamText` streams. Nobody signs in
 * and nothing is kept. What Causerie costs is read beside it.
 *
 * `node minimal.ts BASE_URL`
 */
const provider = createOpenRouter({ apiKey: "key", baseURL: process.argv[2] ?? "" });
const trpc = initTRPC.create();

const router = trpc.router({
  chat: trpc.procedure.input(z.object({ message: z.string() })).subscription(async function* ({ input, signal }) {
    const result = streamText({
      model: provider.chat("fake/model"),
      prompt: input.message,
      ...(signal ? { abortSignal: signal } : {}),
    });
    for await (const delta of result.textStream) yield delta;
  }),
});

const server = createHTTPServer({ router });
listen(server, "minimal server");
