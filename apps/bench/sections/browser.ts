import path from "node:path";
import { signIn as signInBrowser } from "@causerie/e2e/fixtures/people";
import { answerText } from "../browser/answer-text.ts";
import { launchBrowser, openSlowPage, slowdown } from "../browser/launch.ts";
import { makeNaivePage } from "../browser/naive-page.ts";
import { appStreaming, naiveStreaming, type StreamFigures, streamInto } from "../browser/streaming.ts";
import { busySeconds } from "../figures/machine.ts";
import { number, type Table } from "../figures/table.ts";
import { mutate } from "../load/api.ts";
import { accountOf, signIn, startCauserie } from "../processes/causerie.ts";
import { startPlainServer } from "../processes/plain-server.ts";
import { startUpstream } from "../processes/upstream.ts";
import { benchDirectory, type Section, withChildren } from "./section.ts";

const tokensASecond = 60;
const reader = "reader";

type Row = { name: string; figures: StreamFigures; busyCores: number };

/** A long answer with code, tables and maths, as it is written: in Causerie, and in a page that parses all of it anew. */
export const browser: Section = (options) =>
  withChildren(async (keep, dataDir) => {
    const tokens = options.quick ? 3_000 : 20_000;
    const text = answerText(tokens);
    await makeNaivePage(dataDir);
    const upstream = keep(await startUpstream());
    const plain = keep(await startPlainServer({ upstreamUrl: upstream.baseUrl, folder: dataDir }));
    const causerie = keep(await startCauserie({ dataDir, upstreamUrl: upstream.baseUrl }));
    const person = { url: causerie.url, token: await signIn(causerie.url, reader) };
    await upstream.answerWith({ text, intervalMs: 1000 / tokensASecond, keepAliveMs: 0 });
    const launched = await launchBrowser();
    keep({ stop: () => launched.close() });
    const rows: Row[] = [];

    const context = await launched.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
    await signInBrowser(causerie.url, context.request, accountOf(reader));
    const { id } = await mutate<{ id: string }>(person, "conversations.create", { title: "A long answer" });
    const app = await openSlowPage(context);
    await app.page.goto(`${causerie.url}/c/${id}`, { waitUntil: "networkidle" });
    const profile = options.profile ? path.join(benchDirectory, "browser-streaming.cpuprofile") : undefined;
    const messages = app.page.getByRole("region", { name: "Messages", exact: true });
    const shown = async () => (await messages.textContent())?.length ?? 0;
    rows.push(await row("Causerie", async () => streamInto(app, await appStreaming(person, id), { shown, profile })));
    await context.close();

    if (!options.alone) {
      const naive = await openSlowPage(await launched.newContext({ viewport: { width: 1280, height: 800 } }));
      await naive.page.goto(`${plain.announced}/page/naive.html`);
      const shownThere = () => naive.page.evaluate(() => Number(Reflect.get(window, "shown")));
      const streaming = await naiveStreaming(plain.announced, text.length);
      rows.push(await row("naive renderer", () => streamInto(naive, streaming, { shown: shownThere })));
    }
    return { tables: [table(tokens, text.length, rows)], figures: rows };
  });

async function row(name: string, work: () => Promise<StreamFigures>): Promise<Row> {
  const busy = busySeconds();
  const figures = await work();
  return { name, figures, busyCores: (busySeconds() - busy) / figures.seconds };
}

function table(tokens: number, characters: number, rows: readonly Row[]): Table {
  const own = rows[0]?.figures.spent.script ?? Number.NaN;
  return {
    title: `An answer of ${number(tokens, 0)} tokens in Chromium, ${tokensASecond} a second, processor ${slowdown} times slower`,
    header: [
      "",
      "tasks > 50 ms",
      "longest",
      "input p98 ms",
      "frames/s",
      "longest frame ms",
      "script s",
      "of Causerie's",
      "layout s",
      "style s",
      "all tasks s",
      "of s",
      "shown",
    ],
    rows: rows.map(({ name, figures }) => [
      name,
      number(figures.longTasks, 0),
      number(figures.longestTaskMs, 0),
      number(figures.inputP98Ms, 0),
      number(figures.frameRate),
      number(figures.longestFrameMs, 0),
      number(figures.spent.script),
      `${number(figures.spent.script / own)} ×`,
      number(figures.spent.layout),
      number(figures.spent.style),
      number(figures.spent.task),
      number(figures.seconds, 0),
      number(figures.shown, 0),
    ]),
    notes: [
      "Targets: no task over 50 ms after the first second, input < 100 ms, the naive renderer ≥ 10 times the scripting time.",
      `Shown: characters in the page a second after the last of ${number(characters, 0)} was sent; with few of them the naive page was behind, and its ratio is less than it comes to.`,
      "Input is typed into the composer five times a second; 16 stands for what browsers do not report. Workers' time (colouring code) is not in script.",
      `Cores busy on the machine meanwhile: ${rows.map(({ busyCores }) => number(busyCores)).join(" and ")}.`,
    ],
  };
}
