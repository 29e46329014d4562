import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = { from: string; to: string; subject: string; text: string; html: string; links: string[] };

export type Mailbox = AsyncDisposable & {
  /** For SMTP_URL. */
  url: string;
  received: ReceivedMail[];
  /** Answers the next mails with these codes instead of taking them. */
  refuse(...codes: number[]): void;
  /** How many mails were begun, taken or not. */
  attempts(): number;
  /** Resolves to the `count`th mail to that address once it is there. */
  mailTo(address: string, count?: number): Promise<ReceivedMail>;
};

/** A real SMTP server on this machine that keeps what it is sent. */
export async function startMailbox(): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const refusals: number[] = [];
  const waiting = new Set<() => void>();
  let attempts = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onMailFrom(_address, _session, callback) {
      attempts++;
      const responseCode = refusals.shift();
      callback(responseCode === undefined ? null : Object.assign(new Error("not now"), { responseCode }));
    },
    onData(stream, _session, callback) {
      read(stream).then((mail) => {
        received.push(mail);
        callback();
        for (const check of waiting) check();
      }, callback);
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    received,
    refuse: (...codes) => void refusals.push(...codes),
    attempts: () => attempts,
    mailTo: (to, count = 1) =>
      new Promise((resolve) => {
        const check = () => {
          const mail = received.filter((each) => each.to === to)[count - 1];
          if (!mail) return;
          waiting.delete(check);
          resolve(mail);
        };
        waiting.add(check);
        check();
      }),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function read(stream: Readable): Promise<ReceivedMail> {
  const { from, to = [], subject = "", text = "", html = "" } = await PostalMime.parse(await buffer(stream));
  return {
    from: `${from?.name} <${from?.address}>`,
    to: to.map(({ address }) => address).join(),
    subject,
    text,
    html,
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}
