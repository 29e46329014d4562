import type { Logger } from "@causerie/core/server";
import { createTransport } from "nodemailer";
import type { MailConfig } from "./mail-config.ts";

export type Mail = { to: string; subject: string; text: string; html: string };

export type Mailer = {
  /**
   * Sends what `prepare` makes, in the background: returns at once, whatever there is to send and whether the mail server can be
   * reached. A mail server that is away or busy is asked again a few times; what fails is in the log.
   *
   * @param prepare null: there is nothing to send.
   */
  send(prepare: () => Promise<Mail | null>): void;
  /**
   * The server stops: what waits for another try is tried at once and each second from then on. Resolves when nothing waits any
   * more, after `graceMs` at the latest.
   */
  drain(graceMs: number): Promise<void>;
  /** Gives what is being sent a moment, and drops what waits for another try; how many those are is in the log. */
  close(): Promise<void>;
};

/** How long to wait before each further try, in milliseconds. */
export const retryDelaysMs: readonly number[] = [2_000, 30_000, 300_000];
/** The same while the server stops. */
const hurriedDelayMs = 1_000;
/** How long what is being sent may take at the end, in milliseconds. */
const momentMs = 2_000;
/** More would be an attack, or a mail server that is away for good. */
const mostWaiting = 1_000;
const atOnce = 3;
/** How long the mail server may take for anything, in milliseconds. */
const timeout = 15_000;

/** Mail by SMTP, from this process. @param options.retryDelaysMs as {@link retryDelaysMs} unless told. */
export function createMailer(options: { config: MailConfig; log: Logger; retryDelaysMs?: readonly number[] }): Mailer {
  const { config, log } = options;
  const delays = options.retryDelaysMs ?? retryDelaysMs;
  const { protocol, username, hostname } = new URL(config.smtpUrl);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const transport = createTransport(
    {
      url: config.smtpUrl,
      pool: true,
      maxConnections: atOnce,
      // A password goes over the network encrypted or not at all.
      requireTLS: protocol === "smtp:" && username !== "" && !local,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: config.from },
  );
  const timers = new Map<NodeJS.Timeout, (goOn: boolean) => void>();
  const underWay = new Set<Promise<void>>();
  let hurried = false;
  let closed = false;
  let dropped = 0;

  /** Resolves false when there will be no further try. */
  function wait(ms: number): Promise<boolean> {
    if (closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(true), ms);
      timer.unref();
      const end = (goOn: boolean) => {
        timers.delete(timer);
        resolve(goOn);
      };
      timers.set(timer, (goOn) => {
        clearTimeout(timer);
        end(goOn);
      });
    });
  }

  async function deliver(mail: Mail): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await transport.sendMail({ ...mail, to: { name: "", address: mail.to } });
        return;
      } catch (error) {
        const delay = isForGood(error) ? undefined : hurried ? hurriedDelayMs : delays[attempt];
        // Its text alone: the error carries the mail's address along.
        const reason = error instanceof Error ? error.message : String(error);
        log.warn({ reason, attempt, retryInMs: delay ?? null }, "a mail could not be sent");
        if (delay === undefined) return;
        if (!(await wait(delay))) {
          dropped++;
          return;
        }
      }
    }
  }

  /** Resolves when nothing is under way, after `ms` at the latest. */
  async function settled(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([Promise.all(underWay), over]);
    clearTimeout(timer);
  }

  return {
    send(prepare) {
      if (closed || underWay.size >= mostWaiting) {
        log.warn({ waiting: underWay.size }, "a mail was dropped: too many wait, or the server stops");
        return;
      }
      const work = prepare()
        .then((mail) => (mail ? deliver(mail) : undefined))
        .catch((error: unknown) => log.error({ err: error }, "a mail could not be prepared"))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },

    async drain(graceMs) {
      hurried = true;
      for (const end of timers.values()) end(true);
      await settled(graceMs);
    },

    async close() {
      closed = true;
      for (const end of timers.values()) end(false);
      await settled(momentMs);
      const mails = dropped + underWay.size;
      if (mails > 0)
        log.error({ mails }, "mails were lost: the mail server did not take them before the server stopped");
      transport.close();
    },
  };
}

/** Whether the mail server said that it will not take this mail, now or later. */
function isForGood(error: unknown): boolean {
  return (
    error instanceof Error &&
    "responseCode" in error &&
    typeof error.responseCode === "number" &&
    error.responseCode >= 500
  );
}
