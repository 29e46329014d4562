import type { Topic } from "./intent.ts";

const plain =
  "Je suis le **guide** intégré de Causerie. Je ne suis pas une IA : je réponds par quelques textes fixes, choisis d’après les mots de votre message.";

const openRouter = `### OpenRouter (des centaines de modèles, une seule clé)

1. Créez une clé sur [openrouter.ai/keys](https://openrouter.ai/keys).
2. Écrivez-la dans le fichier \`.env\`, à côté de \`package.json\` :

   \`\`\`bash
   OPENROUTER_API_KEY=votre-clé
   # Facultatif : le modèle qui répond par défaut
   OPENROUTER_MODEL=openrouter/auto
   \`\`\`

3. Arrêtez Causerie avec Ctrl-C, puis relancez-le.

La clé reste sur le serveur : aucun navigateur ne la voit.`;

const ollama = `### Ollama (sur cette machine, sans clé)

1. Installez-le depuis [ollama.com](https://ollama.com).
2. Téléchargez un modèle :

   \`\`\`bash
   ollama pull llama3.2
   \`\`\`

3. C’est tout. Causerie trouve Ollama sur son port habituel en moins d’une minute, sans redémarrage.`;

const compatible = `### Tout serveur qui parle le protocole d’OpenAI (vLLM, llama.cpp, Mistral)

\`\`\`bash
OPENAI_COMPATIBLE_BASE_URL=http://localhost:8000/v1
# Si le serveur en demande une
OPENAI_COMPATIBLE_API_KEY=votre-clé
# Facultatif : les modèles proposés, le premier par défaut
OPENAI_COMPATIBLE_MODELS=mistral-small-latest,mistral-large-latest
\`\`\`

Ajoutez ces lignes à \`.env\` et relancez Causerie.`;

const formatting = `Voici à quoi peut ressembler une réponse.

## Une liste

- **Gras**, *italique* et \`code\` dans une phrase
- Un [lien](https://openrouter.ai)
  - et un point sous un point

## Un tableau

| Source | Demande une clé | Tourne où |
|---|:---:|---|
| OpenRouter | oui | ailleurs |
| Ollama | non | ici |
| vLLM | au choix | sur votre serveur |

## Du code

\`\`\`python
def fibonacci(nombre: int) -> list[int]:
    suite = [0, 1]
    while len(suite) < nombre:
        suite.append(suite[-1] + suite[-2])
    return suite[:nombre]
\`\`\`

## Des mathématiques

Les racines de $ax^2 + bx + c = 0$ sont

$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$`;

export const french: Record<Topic, string> = {
  welcome: `${plain}

Votre message a pourtant fait tout le chemin : il a été enregistré, envoyé, et la réponse vous est revenue au fil de l’eau. Pour parler avec un vrai modèle, connectez-en un :

| Choisissez | Quand |
|---|---|
| **OpenRouter** | vous voulez beaucoup de modèles avec une seule clé |
| **Ollama** | tout doit rester sur cette machine |
| **Un serveur compatible** | vous utilisez vLLM, llama.cpp ou Mistral |

Demandez-moi **OpenRouter**, **Ollama** ou **vLLM** et j’explique la marche à suivre, ou une **démo Markdown** pour voir la mise en forme des réponses.`,
  help: `${plain}

Il y a trois façons de connecter un vrai modèle.

${openRouter}

${ollama}

${compatible}`,
  openrouter: `${plain}\n\n${openRouter}`,
  ollama: `${plain}\n\n${ollama}`,
  compatible: `${plain}\n\n${compatible}`,
  formatting: `${plain}\n\n${formatting}`,
};
