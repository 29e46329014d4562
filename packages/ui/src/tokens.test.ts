import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Token name → hex, for both themes, read from the style sheet itself. */
function readThemes(): { light: Map<string, string>; dark: Map<string, string> } {
  const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
  const parse = (text: string) =>
    new Map(Array.from(text.matchAll(/--color-([a-z-]+):\s*(#[0-9a-f]{6});/g), (m) => [m[1] ?? "", m[2] ?? ""]));
  const [light = "", dark = ""] = css.split("@variant dark {");
  return { light: parse(light), dark: parse(dark) };
}

function luminance(hex: string): number {
  const channel = (offset: number) => {
    const value = Number.parseInt(hex.slice(offset, offset + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** WCAG 2.2's contrast ratio, 1 to 21. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const papers = ["paper", "surface", "sunken", "fill"];
const onPapers = (text: string, grounds = papers) => grounds.map((ground) => [text, ground] as const);

const textPairs = [
  ...onPapers("ink"),
  ...onPapers("ink-muted"),
  ...onPapers("ink-subtle", ["paper", "surface", "sunken"]),
  ...onPapers("accent"),
  ...onPapers("accent-strong"),
  ...onPapers("success", ["paper", "surface", "sunken", "success-soft"]),
  ...onPapers("warning", ["paper", "surface", "sunken", "warning-soft"]),
  ...onPapers("danger", ["paper", "surface", "sunken", "danger-soft"]),
  ...onPapers("ink", ["accent-soft", "success-soft", "warning-soft", "danger-soft", "mark"]),
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["on-danger", "danger"],
  ["on-danger", "danger-strong"],
  ["paper", "ink"],
  ...["comment", "keyword", "string", "constant", "function", "parameter", "punctuation", "inserted", "deleted"].map(
    (name) => [`code-${name}`, "sunken"] as const,
  ),
] as const;

/** What has no text but must be seen: borders of controls, the focus ring. */
const shapePairs = [
  ...onPapers("line-strong", ["paper", "surface", "sunken"]),
  ...onPapers("accent", papers),
  ...onPapers("danger", ["paper", "surface"]),
];

describe.each(["light", "dark"] as const)("contrast in the %s theme", (name) => {
  const theme = readThemes()[name];
  const ratio = (front: string, back: string) => contrast(theme.get(front) ?? "", theme.get(back) ?? "");

  it.each(textPairs)("%s on %s is at least 4.5", (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)("the shape of %s on %s is at least 3", (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(3);
  });
});

it("gives every colour of the light theme a dark value", () => {
  const { light, dark } = readThemes();
  expect([...dark.keys()].sort()).toEqual([...light.keys()].sort());
});
