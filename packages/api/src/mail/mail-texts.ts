import { escapeHtml } from "../exports/markdown-html.ts";
import type { Mail } from "./mailer.ts";

/** The languages that mails are written in. */
export type MailLocale = "en" | "fr";

type Text = {
  subject: string;
  greeting: (username: string) => string;
  body: string;
  action: string;
  closing: readonly string[];
};

/** Each says what the link does, how long it works, and what to do for whoever did not ask for it. */
const texts = {
  reset: {
    en: {
      subject: "A new password for Causerie",
      greeting: (username) => `Hello ${username},`,
      body: "someone, probably you, asked for a new password for your account. Choose it here:",
      action: "Choose a new password",
      closing: [
        "The link works once, for one hour. A new password ends all your sessions.",
        "If it was not you, do nothing: your password stays as it is.",
      ],
    },
    fr: {
      subject: "Un nouveau mot de passe pour Causerie",
      greeting: (username) => `Bonjour ${username},`,
      body: "quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte. Choisissez-le ici\u00a0:",
      action: "Choisir un nouveau mot de passe",
      closing: [
        "Le lien ne sert qu’une fois, pendant une heure. Un nouveau mot de passe met fin à toutes vos sessions.",
        "Si ce n’était pas vous, ne faites rien\u00a0: votre mot de passe reste le même.",
      ],
    },
  },
  verify: {
    en: {
      subject: "Confirm your email for Causerie",
      greeting: (username) => `Hello ${username},`,
      body: "an account was created with this email. Confirm here that it is yours:",
      action: "Confirm this email",
      closing: [
        "The link works once, for 24 hours.",
        "If you did not create this account, do nothing: the email stays unconfirmed.",
      ],
    },
    fr: {
      subject: "Confirmez votre adresse e-mail pour Causerie",
      greeting: (username) => `Bonjour ${username},`,
      body: "un compte a été créé avec cette adresse e-mail. Confirmez ici qu’elle est bien la vôtre\u00a0:",
      action: "Confirmer cette adresse",
      closing: [
        "Le lien ne sert qu’une fois, pendant 24\u00a0heures.",
        "Si vous n’avez pas créé ce compte, ne faites rien\u00a0: l’adresse reste non confirmée.",
      ],
    },
  },
} as const satisfies Record<string, Record<MailLocale, Text>>;

export type MailKind = keyof typeof texts;

/**
 * A mail as plain text and as HTML without anything that is loaded from elsewhere.
 *
 * @param content.link the only address in it, from PUBLIC_URL.
 */
export function composeMail(
  kind: MailKind,
  content: { to: string; locale: MailLocale; username: string; link: string },
): Mail {
  const { to, locale, username, link } = content;
  const { subject, greeting, body, action, closing }: Text = texts[kind][locale];
  const hello = greeting(username);
  const paragraphs = [hello, body].map((text) => `<p>${escapeHtml(text)}</p>`).join("");
  const end = closing.map((text) => `<p style="color:#666">${escapeHtml(text)}</p>`).join("");
  const button = `<p><a href="${escapeHtml(link)}">${escapeHtml(action)}</a></p><p style="color:#666;word-break:break-all">${escapeHtml(link)}</p>`;
  return {
    to,
    subject,
    text: [hello, body, link, ...closing].join("\n\n"),
    html: `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${escapeHtml(subject)}</title><body style="font:16px/1.6 sans-serif;max-width:36em">${paragraphs}${button}${end}</body></html>`,
  };
}
