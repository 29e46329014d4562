import { describe, expect, it } from "vitest";
import { localeFromAcceptLanguage, regionFromAcceptLanguage } from "./accept-language.ts";

describe("localeFromAcceptLanguage", () => {
  it.each([
    ["<script>alert(1)</script>", null],
    ["de, ja;q=0.5", null],
    ["", null],
    [null, null],
    ["fr;q=0, en;q=0", null],
    [",;q=,;;;,", null],
    [`${"x,".repeat(100_000)}fr`, null],
  ])("does not take a language that there is no catalogue for: %j", (header, expected) => {
    expect(localeFromAcceptLanguage(header)).toBe(expected);
  });

  it.each([
    ["fr", "fr"],
    ["fr-CA,fr;q=0.9,en;q=0.8", "fr"],
    ["de-DE, en;q=0.3, fr;q=0.7", "fr"],
    ["EN-us", "en"],
    ["en;q=nonsense, fr;q=0.1", "fr"],
  ])("takes the one that is wished for most: %j", (header, expected) => {
    expect(localeFromAcceptLanguage(header)).toBe(expected);
  });
});

describe("regionFromAcceptLanguage", () => {
  it.each([
    "",
    null,
    "en",
    "fr;q=0.5, *",
    "en-GB;q=0",
    "en-<script>",
    "en-x-gb",
    "en-toolong",
    `${"x,".repeat(100_000)}en-GB`,
  ])("takes none where none is named: %j", (header) => expect(regionFromAcceptLanguage(header)).toBeNull());

  it.each([
    ["en-GB,en-US;q=0.9,en;q=0.8", "GB"],
    ["fr-FR,fr;q=0.9,en-US;q=0.8", "FR"],
    ["en;q=0.9, fr-CA", "CA"],
    ["zh-Hant-TW, en-US;q=0.5", "TW"],
    ["es-419", "419"],
  ])("takes the browser's own: %j", (header, expected) => {
    expect(regionFromAcceptLanguage(header)).toBe(expected);
    const date = new Intl.DateTimeFormat([`en-${expected}`]);
    expect(date.resolvedOptions().locale).toMatch(/^en/);
  });
});
