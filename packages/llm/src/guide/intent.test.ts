import { describe, expect, it } from "vitest";
import { languageOf, topicOf } from "./intent.ts";

describe("languageOf", () => {
  it.each([
    ["", "en"],
    ["?", "en"],
    ["Hello, who are you?", "en"],
    ["Bonjour, qui es-tu ?", "fr"],
    ["Comment connecter un modèle ?", "fr"],
    ["connect openrouter", "en"],
    ["aide", "fr"],
    ["L’été arrive", "fr"],
    ["Show me the café", "en"],
  ])("%j is %s", (text, language) => expect(languageOf(text)).toBe(language));
});

describe("topicOf", () => {
  it.each([
    ["hi", "welcome"],
    ["help", "help"],
    ["How do I connect a model?", "help"],
    ["connect openrouter", "openrouter"],
    ["Comment marche Ollama ?", "ollama"],
    ["does vLLM work?", "compatible"],
    ["markdown demo", "formatting"],
    ["Fais-moi une démo", "formatting"],
  ])("%j is about %s", (text, topic) => expect(topicOf(text)).toBe(topic));
});
