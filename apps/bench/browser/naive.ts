import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/**
 * The page that Causerie's is compared with: each chunk that comes is added to the text, and all of it is parsed and put
 * into the page anew, by the parser that Causerie uses too. Code is not coloured and maths is not set, which spares it work.
 */
const answer = document.querySelector("main");
let text = "";
new EventSource("/watch?room=naive").addEventListener("message", ({ data }: MessageEvent<string>) => {
  const piece: unknown = JSON.parse(data).text;
  if (!answer || typeof piece !== "string") return;
  text += piece;
  answer.innerHTML = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  Reflect.set(window, "shown", text.length);
  scrollTo(0, document.body.scrollHeight);
});
