/** The words that an export has of its own. */
const texts = {
  en: {
    untitled: "Conversation",
    you: "You",
    system: "System",
    assistant: "Assistant",
    reasoning: "Reasoning",
    exported: "Exported from Causerie on",
    status: { stopped: "Stopped", failed: "Failed", interrupted: "Interrupted" },
  },
  fr: {
    untitled: "Conversation",
    you: "Vous",
    system: "Système",
    assistant: "Assistant",
    reasoning: "Raisonnement",
    exported: "Exporté de Causerie le",
    status: { stopped: "Arrêté", failed: "Échec", interrupted: "Interrompu" },
  },
} as const;

export type ExportLocale = keyof typeof texts;
export type ExportTexts = (typeof texts)[ExportLocale];

export function textsFor(locale: ExportLocale): ExportTexts {
  return texts[locale];
}

/** `2026-11-21 09:30 UTC`: the same wherever it is read. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
