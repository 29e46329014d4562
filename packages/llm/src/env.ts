import { envBoolean, envInteger } from "@causerie/core/server";
import { z } from "zod";
import { defaultTimeouts, type LlmConfig } from "./config.ts";

const httpUrl = z
  .url({ protocol: /^https?$/, error: "expected an http or https address" })
  .transform((url) => url.replace(/\/+$/, ""));

const modelNames = z.string().transform((list) =>
  list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
);

/** A header's value: visible ASCII, as RFC 9110 wants it. */
const headerText = z.string().regex(/^[\x20-\x7e]*$/, "expected plain ASCII text");

/** The variables of the environment that concern models; for the app's own shape. */
export const llmEnvShape = {
  OPENROUTER_API_KEY: headerText.optional(),
  OPENROUTER_MODEL: z.string().default("openrouter/auto"),
  OPENROUTER_BASE_URL: httpUrl.default("https://openrouter.ai/api/v1"),
  OPENROUTER_SITE_URL: httpUrl.optional(),
  OPENROUTER_APP_NAME: headerText.default("Causerie"),
  OPENAI_COMPATIBLE_BASE_URL: httpUrl.optional(),
  OPENAI_COMPATIBLE_API_KEY: headerText.optional(),
  OPENAI_COMPATIBLE_MODELS: modelNames.default([]),
  /** Where Ollama is looked for when neither of the above is set; `off`: nowhere. */
  OLLAMA_URL: z
    .union([z.literal("off"), httpUrl], { error: "expected an http address, or off" })
    .default("http://127.0.0.1:11434"),
  /** Whether providers that an admin adds may be on this machine or in a private network. */
  ALLOW_PRIVATE_PROVIDER_URLS: envBoolean.default(false),
  /** How many messages of a conversation are sent with each question. */
  CHAT_MEMORY_MESSAGES: envInteger({ min: 1, max: 1000 }).default(8),
  MODEL_FIRST_TOKEN_TIMEOUT_SECONDS: envInteger({ min: 1, max: 3600 }).default(defaultTimeouts.firstTokenMs / 1000),
  MODEL_TOKEN_TIMEOUT_SECONDS: envInteger({ min: 1, max: 3600 }).default(defaultTimeouts.betweenTokensMs / 1000),
};

export type LlmEnv = z.infer<z.ZodObject<typeof llmEnvShape>>;

/** The configuration that the environment describes. */
export function llmConfigFromEnv(env: LlmEnv): LlmConfig {
  const firstTokenMs = env.MODEL_FIRST_TOKEN_TIMEOUT_SECONDS * 1000;
  return {
    openRouter:
      env.OPENROUTER_API_KEY === undefined
        ? null
        : {
            apiKey: env.OPENROUTER_API_KEY,
            baseUrl: env.OPENROUTER_BASE_URL,
            defaultModel: env.OPENROUTER_MODEL,
            appName: env.OPENROUTER_APP_NAME,
            ...(env.OPENROUTER_SITE_URL === undefined ? {} : { siteUrl: env.OPENROUTER_SITE_URL }),
          },
    compatible:
      env.OPENAI_COMPATIBLE_BASE_URL === undefined
        ? null
        : {
            baseUrl: env.OPENAI_COMPATIBLE_BASE_URL,
            models: env.OPENAI_COMPATIBLE_MODELS,
            ...(env.OPENAI_COMPATIBLE_API_KEY === undefined ? {} : { apiKey: env.OPENAI_COMPATIBLE_API_KEY }),
          },
    ollamaUrl: env.OLLAMA_URL === "off" ? null : env.OLLAMA_URL,
    addedAddresses: env.ALLOW_PRIVATE_PROVIDER_URLS ? "any" : "public",
    timeouts: {
      firstTokenMs,
      firstTokenWithKeepAliveMs: Math.max(firstTokenMs, defaultTimeouts.firstTokenWithKeepAliveMs),
      betweenTokensMs: env.MODEL_TOKEN_TIMEOUT_SECONDS * 1000,
    },
  };
}
