import type { Clock } from "@causerie/core";
import { completeFromDeltas } from "../completions/from-deltas.ts";
import { type Language, languageOf, topicOf } from "../guide/intent.ts";
import { english } from "../guide/texts.en.ts";
import { french } from "../guide/texts.fr.ts";
import { createRecorder } from "../outcome.ts";
import { estimateTokens } from "../tokens.ts";
import type { ChatRequest, ModelInfo } from "../types.ts";
import { pauseFor } from "../wait.ts";
import type { Provider } from "./provider.ts";

const guideId = "guide";
const guideModel = "guide";

/** Two words every 32 ms are about 70 tokens a second: a pace that a fast reader can follow. */
const wordsPerStep = 2;
const stepMs = 32;

/** A request for at most this many tokens wants a title, not an explanation. */
const titleTokens = 100;
const titleWords = 6;

const texts: Record<Language, typeof english> = { en: english, fr: french };

const info: ModelInfo = {
  id: `${guideId}/${guideModel}`,
  name: "Guide",
  provider: guideId,
  contextTokens: null,
  maxOutputTokens: null,
  prices: { inputMicrosPerMillion: 0, outputMicrosPerMillion: 0 },
  abilities: { reasoning: false, images: false, tools: false },
  abilitiesKnown: true,
};

/**
 * The built-in model: no AI and no network. It explains how to connect a real one, in the language of the question,
 * and streams as one would, so that a newcomer sees the whole path work. The same messages give the same answer.
 */
export function createGuide(clock: Clock): Provider {
  const guide: Provider = {
    id: guideId,
    defaultModel: () => guideModel,
    complete: (model, request, options) => completeFromDeltas(guide, { model, request, clock }, options),
    async generate(_model, request, options) {
      const recorder = createRecorder(clock, options.onDelta);
      const answer = guideAnswer(request);
      for (const step of steps(answer)) {
        if (!(await pauseFor(stepMs, options.signal))) return recorder.stopped(guideModel);
        recorder.delta("text", step);
      }
      return recorder.complete("stop", guideModel, {
        inputTokens: request.messages.reduce((sum, message) => sum + estimateTokens(message.text), 0),
        outputTokens: estimateTokens(answer),
        reasoningTokens: 0,
        costMicros: 0n,
        billedMicros: null,
      });
    },
    listModels: async () => [info],
    modelInfo: async (model) => (model === guideModel ? info : null),
    titleModel: () => guideModel,
    probe: async () => 1,
  };
  return guide;
}

/** What the guide says to `request`, whole. */
export function guideAnswer(request: ChatRequest): string {
  const question = request.messages.findLast((message) => message.role === "user")?.text ?? "";
  if (request.maxOutputTokens !== undefined && request.maxOutputTokens <= titleTokens) return titleOf(question);
  return texts[languageOf(question)][topicOf(question)];
}

/** The first words of the first line that has any. */
function titleOf(question: string): string {
  const words = question.trim().split("\n", 1).join("").split(/\s+/).filter(Boolean);
  const title = words.slice(0, titleWords).join(" ");
  return title === "" ? "Guide" : words.length > titleWords ? `${title}…` : title;
}

/** A text in pieces of a few words, each with the space that follows it. */
function steps(text: string): string[] {
  return text.match(new RegExp(`(?:\\S+\\s*|\\s+){1,${wordsPerStep}}`, "g")) ?? [];
}
