import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const html = `<!doctype html><meta charset="utf-8"><title>naive</title>
<textarea aria-label="Message" style="position:fixed;bottom:0"></textarea><main></main><script src="/page/naive.js"></script>`;

/** Puts the naive renderer's page into a folder, for the plain server to give. */
export async function makeNaivePage(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL("naive.ts", import.meta.url)),
    platform: "browser",
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  await writeFile(path.join(folder, "naive.js"), output[0].code);
  await writeFile(path.join(folder, "naive.html"), html);
}
