function model(
  id: string,
  name: string,
  prompt: string,
  completion: string,
  more: { reasoning?: boolean; images?: boolean } = {},
) {
  return {
    id,
    canonical_slug: id,
    name,
    created: 1_790_000_000,
    context_length: 128_000,
    architecture: {
      modality: "text->text",
      input_modalities: more.images ? ["text", "image"] : ["text"],
      output_modalities: ["text"],
      tokenizer: "Other",
    },
    pricing: { prompt, completion, request: "0", image: "0" },
    top_provider: { context_length: 128_000, max_completion_tokens: 16_384, is_moderated: false },
    supported_parameters: [
      "max_tokens",
      "temperature",
      "tools",
      ...(more.reasoning ? ["reasoning", "include_reasoning"] : []),
    ],
  };
}

/** What tests ask for by name; each costs 1 dollar a million tokens of input and 2 of output. */
const madeUp = ["fake/fast", "fake/slow", "fake/tiny", "test/billed", "test/left"].map((id) =>
  model(id, id, "0.000001", "0.000002"),
);

/** A short list in the form of OpenRouter's `GET /models`. */
export const fakeModels = {
  data: [
    { ...model("openrouter/auto", "Auto Router", "-1", "-1"), context_length: 2_000_000 },
    model("anthropic/claude-sonnet-4.5", "Anthropic: Claude Sonnet 4.5", "0.000003", "0.000015", {
      reasoning: true,
      images: true,
    }),
    model("openai/gpt-5", "OpenAI: GPT-5", "0.00000125", "0.00001", { reasoning: true, images: true }),
    model("openai/gpt-5-mini", "OpenAI: GPT-5 Mini", "0.00000025", "0.000002", { reasoning: true, images: true }),
    model("google/gemini-2.5-flash-lite", "Google: Gemini 2.5 Flash Lite", "0.0000001", "0.0000004", { images: true }),
    model("mistralai/mistral-small-3.2-24b-instruct", "Mistral: Mistral Small 3.2", "0.00000005", "0.0000001"),
    model("meta-llama/llama-3.3-70b-instruct:free", "Meta: Llama 3.3 70B (free)", "0", "0"),
    ...madeUp,
  ],
};
