import type { HighlightRequest, HighlightResponse, Line } from "./protocol.ts";
import { endSession, highlightRequest } from "./tokenizer.ts";

self.addEventListener("message", async ({ data: request }: MessageEvent<HighlightRequest>) => {
  if (request.kind === "end") {
    endSession(request.session);
    return;
  }
  // A grammar that fails leaves the code as it is: plain.
  const lines = await highlightRequest(request).catch((): Line[] => []);
  const response: HighlightResponse = { session: request.session, lines };
  self.postMessage(response);
});
