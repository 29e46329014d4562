import { systemClock } from "@causerie/core";
import { describe, expect, it } from "vitest";
import { english } from "../guide/texts.en.ts";
import { french } from "../guide/texts.fr.ts";
import { ask, testConfig, testLlm } from "../testing/harness.ts";
import { createGuide, guideAnswer } from "./guide.ts";

const question = (text: string, more: { maxOutputTokens?: number } = {}) => ({
  model: "guide/guide",
  messages: [{ role: "user" as const, text }],
  ...more,
});

const llm = testLlm({ ...testConfig("http://127.0.0.1:9"), openRouter: null, compatible: null });

describe("the guide", () => {
  it("stops at once when it is aborted, with what it had said", async () => {
    const abort = new AbortController();
    const { outcome, text } = await ask(llm, question("help"), {
      signal: abort.signal,
      onDelta: () => abort.abort(),
    });
    expect(outcome).toMatchObject({ status: "stopped", finishReason: null, answeredBy: "guide" });
    expect(guideAnswer(question("help")).startsWith(text)).toBe(true);
    expect(text.split(" ").length).toBeLessThan(6);
  });

  it("is alone where nothing is configured", async () => {
    expect(llm.defaultModel).toBe("guide/guide");
    expect((await llm.listModels()).map((model) => model.id)).toEqual(["guide/guide"]);
    expect(llm.titleModel("guide/guide")).toBe("guide/guide");
    expect(await llm.modelInfo("guide/other")).toBeNull();
  });

  it("streams its whole answer at a pace that can be read, for nothing", async () => {
    const { outcome, text, deltas } = await ask(llm, question("connect openrouter"));
    expect(text).toBe(english.openrouter);
    expect(outcome).toMatchObject({ status: "complete", finishReason: "stop", usage: { costMicros: 0n } });
    const perSecond = (outcome.usage.outputTokens ?? 0) / (outcome.durationMs / 1000);
    expect(perSecond).toBeGreaterThan(20);
    expect(perSecond).toBeLessThan(140);
    expect(deltas.length).toBeGreaterThan(20);
  });

  it("says in both languages that it is no AI, on every topic, and has the same topics", () => {
    for (const text of Object.values(english)) expect(text).toContain("I am not an AI");
    for (const text of Object.values(french)) expect(text).toContain("Je ne suis pas une IA");
    expect(Object.keys(french)).toEqual(Object.keys(english));
  });

  it("shows a heading, a list, a table, code and a formula", () => {
    for (const { formatting } of [english, french]) {
      for (const mark of ["## ", "- ", "|---|", "```python", "$$"]) expect(formatting).toContain(mark);
    }
  });

  it("gives a title where only a few tokens are wanted", () => {
    const title = (text: string) => guideAnswer(question(text, { maxOutputTokens: 40 }));
    expect(title("How do I connect a model to this thing?\nThanks")).toBe("How do I connect a model…");
    expect(title("  Short  one ")).toBe("Short one");
    expect(title("")).toBe("Guide");
  });

  it("answers old conversations also where real models are configured, unlisted", async () => {
    const configured = testLlm(testConfig("http://127.0.0.1:9/v1"));
    const { outcome } = await ask(configured, question("hi", { maxOutputTokens: 10 }));
    expect(outcome.status).toBe("complete");
    expect(await configured.modelInfo("guide/guide")).not.toBeNull();
    configured.close();
  });

  it("needs nothing but a clock", async () => {
    expect(await createGuide(systemClock).listModels()).toHaveLength(1);
  });
});
