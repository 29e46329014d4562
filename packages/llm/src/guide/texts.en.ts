import type { Topic } from "./intent.ts";

const plain =
  "I am Causerie's built-in **guide**. I am not an AI: I answer from a few fixed texts, chosen by the words in your message.";

const openRouter = `### OpenRouter (hundreds of models, one key)

1. Create a key at [openrouter.ai/keys](https://openrouter.ai/keys).
2. Put it into the file \`.env\` beside \`package.json\`:

   \`\`\`bash
   OPENROUTER_API_KEY=your-key
   # Optional: the model that answers by default
   OPENROUTER_MODEL=openrouter/auto
   \`\`\`

3. Stop Causerie with Ctrl-C and start it again.

The key stays on the server: no browser ever sees it.`;

const ollama = `### Ollama (on this machine, no key)

1. Install it from [ollama.com](https://ollama.com).
2. Fetch a model:

   \`\`\`bash
   ollama pull llama3.2
   \`\`\`

3. That is all. Causerie finds Ollama on its usual port within a minute, without a restart.`;

const compatible = `### Any server that speaks OpenAI's protocol (vLLM, llama.cpp, Mistral)

\`\`\`bash
OPENAI_COMPATIBLE_BASE_URL=http://localhost:8000/v1
# When the server asks for one
OPENAI_COMPATIBLE_API_KEY=your-key
# Optional: the models to offer, the first by default
OPENAI_COMPATIBLE_MODELS=mistral-small-latest,mistral-large-latest
\`\`\`

Put these lines into \`.env\` and start Causerie again.`;

const formatting = `Here is what an answer can look like.

## A list

- **Bold**, *italic* and \`code\` in a sentence
- A [link](https://openrouter.ai)
  - and a point below a point

## A table

| Source | Needs a key | Runs where |
|---|:---:|---|
| OpenRouter | yes | elsewhere |
| Ollama | no | here |
| vLLM | as you like | on your server |

## Code

\`\`\`python
def fibonacci(count: int) -> list[int]:
    numbers = [0, 1]
    while len(numbers) < count:
        numbers.append(numbers[-1] + numbers[-2])
    return numbers[:count]
\`\`\`

## Mathematics

The roots of $ax^2 + bx + c = 0$ are

$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$`;

export const english: Record<Topic, string> = {
  welcome: `${plain}

Still, your message went the whole way: it was stored, sent, answered and streamed back. To talk with a real model, connect one:

| Choose | When |
|---|---|
| **OpenRouter** | you want many models at once, with one key |
| **Ollama** | everything should stay on this machine |
| **A compatible server** | you run vLLM or llama.cpp, or use Mistral |

Ask me for **OpenRouter**, **Ollama** or **vLLM** and I explain the steps, or for a **Markdown demo** to see how answers are formatted.`,
  help: `${plain}

There are three ways to connect a real model.

${openRouter}

${ollama}

${compatible}`,
  openrouter: `${plain}\n\n${openRouter}`,
  ollama: `${plain}\n\n${ollama}`,
  compatible: `${plain}\n\n${compatible}`,
  formatting: `${plain}\n\n${formatting}`,
};
