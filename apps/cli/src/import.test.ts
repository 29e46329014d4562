import { once } from "node:events";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { startTestServer, type TestServer } from "@causerie/web/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ada, expectRefusal, jsonLines, openShell, type Shell, typed } from "./testing/causerie.ts";

let server: TestServer;
let shell: Shell;
beforeAll(async () => {
  [server, shell] = await Promise.all([startTestServer(), openShell()]);
  const input = typed(ada.email, ada.password);
  expect(await shell.causerie(["login", server.origin], { input })).toMatchObject({ code: 0 });
});
afterAll(() => Promise.all([server[Symbol.asyncDispose](), shell[Symbol.asyncDispose]()]));

const give = (name: string, content: string) => writeFile(path.join(shell.directory, name), content);

/** A conversation of ChatGPT's with one question, after an answer that came before it and is not in the file. */
function chat(id: string, { title, picture }: { title: string; picture?: boolean }) {
  const parts = picture
    ? ["Why?", { content_type: "image_asset_pointer", asset_pointer: "file-service://a" }]
    : ["Why?"];
  const content = { content_type: picture ? "multimodal_text" : "text", parts };
  const message = { author: { role: "user" }, create_time: 1_714_557_601, content, id: "q" };
  return { id, title, create_time: 1_714_557_600, current_node: "q", mapping: { q: { parent: null, message } } };
}

describe("what is refused", () => {
  it("a file that is not there, is empty, is no file, or holds no conversation", async () => {
    await mkdir(path.join(shell.directory, "folder"));
    await give("empty.json", "");
    await give("page.html", "<!doctype html>");
    await give("other.json", '[{"name":"x"}]');
    const said = (...words: string[]) => shell.causerie(["import", ...words]);
    expectRefusal(await said(), 2, /^FILE is missing/);
    expectRefusal(await said("none.zip"), 1, /none\.zip is not there\.\n$/);
    expectRefusal(await said("empty.json"), 1, /empty\.json is empty\.\n$/);
    expectRefusal(await said("folder"), 1, /folder is no file\.\n$/);
    expectRefusal(await said("--cancel"), 1, /^No import is under way\.\n$/);
    expect(await said("page.html")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/neither JSON nor a sound ZIP/),
    });
    const nothing = await said("other.json");
    expect(nothing).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Nothing in the file is a conversation\.\n$/),
    });
    expect(nothing.out).toMatch(
      /^Entry 1: skipped: it is no conversation in a form that is known here\nThe import is failed/,
    );
  });
});

describe("a file", () => {
  beforeEach(() =>
    give(
      "chatgpt.json",
      JSON.stringify([chat("a", { title: "One" }), 7, chat("b", { title: "\u001b[2JTwo", picture: true })]),
    ),
  );

  it("comes over once, with what of it did not and why", async () => {
    const first = await shell.causerie(["import", "chatgpt.json"]);
    expect(first.out).toBe(
      "Entry 2: skipped: it is no conversation in a form that is known here\n" +
        "“[2JTwo”: not kept: 1 picture\nImported: 2. Here already: 0. Skipped: 1.\n",
    );
    expect(first).toMatchObject({ code: 0, err: expect.stringMatching(/^Uploading: 0 %\nReading: /) });
    const lines = jsonLines((await shell.causerie(["import", "--json", "chatgpt.json"])).out);
    expect(lines.at(-1)).toMatchObject({ type: "import", source: "chatgpt", imported: 0, existing: 2, skipped: 1 });
    expect(lines[0]).toMatchObject({ type: "item", outcome: "skipped", reason: "unknown-format" });
  });

  it("of Causerie's own comes back in another account", async () => {
    await shell.causerie(["chat", '[[fake: text="Worth keeping."]]']);
    expect(await shell.causerie(["export", "-o", "all.zip"])).toMatchObject({ code: 0 });
    await using other = await startTestServer();
    const env = {
      CAUSERIE_URL: other.origin,
      CAUSERIE_API_KEY: await other.apiKey(["conversations:read", "conversations:write"]),
    };
    const said = await shell.causerie(["import", "--json", "all.zip"], { env });
    expect(jsonLines(said.out).at(-1)).toMatchObject({ status: "complete", source: "causerie", skipped: 0 });
    const found = await shell.causerie(["conversations", "search", "keeping"], { env });
    expect(found.out).toMatch(/^conv_/);
    expectRefusal(
      await shell.causerie(["import", "all.zip"], { env: { ...env, CAUSERIE_API_KEY: await other.apiKey(["chat"]) } }),
      1,
      /may not do this/,
    );
  });
});

describe("Ctrl-C", () => {
  // Four parts of 4 MB, of which no more than two get through until the line is opened.
  const large = JSON.stringify([chat("c", { title: "Three" }), "x".repeat(14_000_000)]);
  const parts = { through: 0, most: 2 };
  let line: Server;
  let env: Record<string, string>;
  beforeAll(async () => {
    await give("large.json", large);
    line = createServer(async (request, response) => {
      const isPart = request.method === "PATCH";
      if (isPart && parts.through >= parts.most) return;
      parts.through += isPart ? 1 : 0;
      const chunks: Uint8Array[] = await Array.fromAsync(request);
      const wanted = ["x-api-key", "content-type", "upload-offset"];
      const headers = Object.entries(request.headersDistinct).flatMap(
        ([name, [value = ""] = []]): [string, string][] => (wanted.includes(name) ? [[name, value]] : []),
      );
      const hasBody = request.method !== "GET";
      const { method = "GET", url } = request;
      const answer = await fetch(server.origin + url, {
        method,
        headers,
        ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
      });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    }).listen(0, "127.0.0.1");
    await once(line, "listening");
    const address = line.address();
    if (typeof address !== "object" || !address) throw new Error("The line has no address");
    const key = await server.apiKey(["conversations:read", "conversations:write"]);
    env = { CAUSERIE_URL: `http://127.0.0.1:${address.port}`, CAUSERIE_API_KEY: key };
  });
  afterAll(() => {
    line.closeAllConnections();
    line.close();
  });

  it("keeps what has arrived: the same file goes on, another is refused until it is given up", async () => {
    const interrupted = await shell.causerie(["import", "large.json"], {
      env,
      onError: (err, interrupt) => {
        if (err.includes("Uploading: 50 %")) interrupt();
      },
    });
    expect(interrupted).toMatchObject({ code: 130, out: "", err: expect.stringMatching(/The same command goes on/) });
    expect(parts.through).toBe(2);

    const other = path.join(shell.directory, "other.json");
    await writeFile(other, "[]");
    expectRefusal(
      await shell.causerie(["import", "other.json"], { env }),
      1,
      /Another import is under way\..*--cancel/,
    );

    parts.most = 4;
    const rest = await shell.causerie(["import", "large.json", "--json"], { env });
    expect(rest.err).toMatch(/^Uploading: 50 %\n/);
    expect(parts.through).toBe(4);
    expect(jsonLines(rest.out).at(-1)).toMatchObject({ status: "complete", imported: 1, skipped: 1 });
  });

  it("takes a file that was changed since for another one, and gives up by --cancel", async () => {
    parts.through = 0;
    parts.most = 1;
    const upload = () =>
      shell.causerie(["import", "large.json"], {
        env,
        onError: (err, interrupt) => {
          if (err.includes("Uploading: 20 %")) interrupt();
        },
      });
    expect(await upload()).toMatchObject({ code: 130 });
    await utimes(path.join(shell.directory, "large.json"), 1, 1);
    expectRefusal(await upload(), 1, /Another import is under way/);
    const given = await shell.causerie(["import", "--cancel"], { env });
    expect(given).toMatchObject({
      code: 0,
      out: "The import is cancelled. Imported: 0. Here already: 0. Skipped: 0.\n",
    });
  });

  it("cancels what is being read, and keeps what came over", async () => {
    await give(
      "many.json",
      JSON.stringify(Array.from({ length: 1000 }, (_, at) => chat(`many-${at}`, { title: "Many" }))),
    );
    const said = await shell.causerie(["import", "many.json"], {
      onError: (err, interrupt) => {
        if (err.endsWith("Reading: 0 %\n")) interrupt();
      },
    });
    expect(said).toMatchObject({
      code: 130,
      out: expect.stringMatching(/^The import is cancelled\. Imported: \d{1,3}\./),
    });
    expectRefusal(await shell.causerie(["import", "--cancel"]), 1, /^No import is under way/);
  });
});
