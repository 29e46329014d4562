import type { Language } from "./languages.ts";

/** Language → the name that people know it by. Also the list of what can be highlighted, without the grammars. */
const names: Record<Language, string> = {
  bash: "Shell",
  c: "C",
  cpp: "C++",
  csharp: "C#",
  css: "CSS",
  dart: "Dart",
  diff: "Diff",
  docker: "Dockerfile",
  elixir: "Elixir",
  go: "Go",
  graphql: "GraphQL",
  haskell: "Haskell",
  html: "HTML",
  ini: "INI",
  java: "Java",
  javascript: "JavaScript",
  json: "JSON",
  jsx: "JSX",
  kotlin: "Kotlin",
  latex: "LaTeX",
  lua: "Lua",
  make: "Makefile",
  markdown: "Markdown",
  nginx: "Nginx",
  php: "PHP",
  powershell: "PowerShell",
  prisma: "Prisma",
  python: "Python",
  r: "R",
  ruby: "Ruby",
  rust: "Rust",
  scala: "Scala",
  scss: "SCSS",
  sql: "SQL",
  svelte: "Svelte",
  swift: "Swift",
  terraform: "Terraform",
  toml: "TOML",
  tsx: "TSX",
  typescript: "TypeScript",
  vue: "Vue",
  xml: "XML",
  yaml: "YAML",
};

/** What models write after a fence → the language that it means. */
const aliases: Record<string, Language> = {
  "c#": "csharp",
  "c++": "cpp",
  cjs: "javascript",
  console: "bash",
  cs: "csharp",
  dockerfile: "docker",
  ex: "elixir",
  golang: "go",
  gql: "graphql",
  h: "c",
  hcl: "terraform",
  hpp: "cpp",
  hs: "haskell",
  htm: "html",
  js: "javascript",
  json5: "json",
  jsonc: "json",
  kt: "kotlin",
  makefile: "make",
  md: "markdown",
  mjs: "javascript",
  mts: "typescript",
  node: "javascript",
  patch: "diff",
  pgsql: "sql",
  postgres: "sql",
  postgresql: "sql",
  properties: "ini",
  ps1: "powershell",
  py: "python",
  python3: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  shellsession: "bash",
  svg: "xml",
  tex: "latex",
  tf: "terraform",
  ts: "typescript",
  yml: "yaml",
  zsh: "bash",
};

const isLanguage = (name: string): name is Language => Object.hasOwn(names, name);

/** The language that an info string means, if it is one that can be highlighted. */
export function findLanguage(info: string): Language | undefined {
  const name = info.toLowerCase();
  if (isLanguage(name)) return name;
  return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}

/** What to call the language in a block's header; an unknown one by the word in the answer, shortened. */
export function nameLanguage(info: string): string {
  const language = findLanguage(info);
  return language ? names[language] : info.slice(0, 30);
}
