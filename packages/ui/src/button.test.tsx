import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import { UiProvider } from "./ui-provider.tsx";

it("never submits a form unless told to", () => {
  expect(renderToStaticMarkup(<Button>Save</Button>)).toContain('type="button"');
  expect(renderToStaticMarkup(<Button type="submit">Save</Button>)).toContain('type="submit"');
});

it("keeps its name while it is busy, and can still be focused", () => {
  const html = renderToStaticMarkup(<Button busy>Save</Button>);
  expect(html).toContain("Save");
  expect(html).toContain('aria-busy="true"');
  expect(html).not.toContain(" disabled=");
  // Hidden text would take the name with it.
  expect(html).not.toContain("invisible");
});

it("gives its looks to a link", () => {
  const html = renderToStaticMarkup(
    <Button asChild variant="primary">
      <a href="/login">Sign in</a>
    </Button>,
  );
  expect(html).toMatch(/^<a [^>]*bg-accent[^>]*href="\/login"|^<a href="\/login"[^>]*bg-accent/);
});

it("writes no inline style, which the page's policy would drop", () => {
  const html = renderToStaticMarkup(
    <UiProvider>
      <IconButton label="Copy" icon={<svg aria-hidden />} />
      <Button busy>Save</Button>
    </UiProvider>,
  );
  expect(html).not.toContain("style=");
  expect(html).toContain('aria-label="Copy"');
});
