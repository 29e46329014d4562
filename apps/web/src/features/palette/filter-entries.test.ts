import { describe, expect, it } from "vitest";
import { filterEntries } from "./filter-entries.ts";

const entry = (id: string, label: string, keywords: string[] = []) => ({ id, label, keywords, onSelect: () => {} });
const entries = [entry("delete", "Supprimer la conversation", ["effacer"]), entry("dark", "Thème sombre", ["nuit"])];
const ids = (query: string) => filterEntries(entries, query).map(({ id }) => id);

describe("filterEntries", () => {
  it("finds nothing where a word is missing", () => {
    expect(ids("thème clair")).toEqual([]);
  });

  it.each([
    ["", ["delete", "dark"]],
    ["theme", ["dark"]],
    ["CONV supp", ["delete"]],
    ["nuit", ["dark"]],
  ])("finds by words, without regard to case and accents: %j", (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });
});
