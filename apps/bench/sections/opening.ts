import path from "node:path";
import { signIn as signInBrowser } from "@causerie/e2e/fixtures/people";
import { launchBrowser, openSlowPage, slowdown } from "../browser/launch.ts";
import { openByClick } from "../browser/opening.ts";
import { type Summary, summarize } from "../figures/statistics.ts";
import { number, type Table } from "../figures/table.ts";
import { call } from "../load/http.ts";
import { accountOf, signIn, startCauserie } from "../processes/causerie.ts";
import { startLoad } from "../processes/load.ts";
import { startUpstream } from "../processes/upstream.ts";
import { seedDatabase } from "../seed/seeded.ts";
import { conversationId } from "../seed/statements.ts";
import { benchDirectory, type Section, withChildren } from "./section.ts";

/** Of so many messages of one person, a fifth are in one conversation: 2,000. */
const messages = 10_000;
const reader = "reader";
const long = conversationId(0);
/** A short one that was written to at the same time, so that both stand at the top of the list. */
const short = conversationId(998);

/** Opening a conversation of 2,000 messages, and going back and forth between it and another. */
export const opening: Section = (options) =>
  withChildren(async (keep, dataDir) => {
    const upstream = keep(await startUpstream());
    const start = () => startCauserie({ dataDir, upstreamUrl: upstream.baseUrl });
    const first = await start();
    await signIn(first.url, reader);
    await first.stop();
    const target = path.join(dataDir, "database");
    const { email } = accountOf(reader);
    const markerFile = path.join(benchDirectory, "browser.json");
    await seedDatabase({ target, email, messages, markerFile });
    const { url } = keep(await start());
    const token = await signIn(url, reader);
    const ends = { long: await lastText(url, token, long), short: await lastText(url, token, short) };

    const launched = await launchBrowser();
    keep({ stop: () => launched.close() });
    const opened: number[] = [];
    const switched: number[] = [];
    for (let round = 0; round < (options.quick ? 3 : 10); round++) {
      const context = await launched.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
      await signInBrowser(url, context.request, accountOf(reader));
      const { page } = await openSlowPage(context);
      await page.goto(`${url}/c/${short}`, { waitUntil: "networkidle" });
      opened.push(await openByClick(page, long, ends.long));
      for (let i = 0; i < 10; i++) {
        switched.push(await openByClick(page, i % 2 === 0 ? short : long, i % 2 === 0 ? ends.short : ends.long));
      }
      await context.close();
    }
    const load = keep(await startLoad());
    const { times } = await load.requests({ token, urls: [lastMessagesUrl(url, long, 30)], times: 100 });
    const rows: Row[] = [
      { name: "its last messages over HTTP, not slowed down", times },
      { name: "opened for the first time", times: summarize(opened) },
      { name: "switched to and fro", times: summarize(switched) },
    ];
    return { tables: [table(rows)], figures: rows };
  });

type Row = { name: string; times: Summary };

function lastMessagesUrl(url: string, id: string, limit: number): string {
  const input = encodeURIComponent(JSON.stringify({ conversationId: id, limit }));
  return `${url}/api/trpc/messages.list?input=${input}`;
}

/** The text with which a conversation's last message ends; its rare word is in no other message there. */
async function lastText(url: string, token: string, id: string): Promise<string> {
  const reply = await call(lastMessagesUrl(url, id, 1), { authorization: `Bearer ${token}` });
  // The procedure's output, as the API documents it.
  const { items } = (reply as { result: { data: { items: { parts: { text: string }[] }[] } } }).result.data;
  const text = items[0]?.parts[0]?.text ?? "";
  return text.split(" ").slice(-3).join(" ");
}

function table(rows: readonly Row[]): Table {
  return {
    title: `A conversation of 2,000 messages in Chromium, processor ${slowdown} times slower (ms from the click to its last message painted)`,
    header: ["", "median", "p95", "max", "times"],
    rows: rows.map(({ name, times }) => [
      name,
      number(times.p50),
      number(times.p95),
      number(times.max),
      number(times.count, 0),
    ]),
    notes: ["Opened: by its link in the list, from another conversation; nothing of it was read before."],
  };
}
