import { readEvents } from "./events.ts";
import { type Asker, Exchange } from "./exchange.ts";
import { openStream } from "./http.ts";

/** Asks the upstream itself: what no server in between could do faster. */
export function directAsker(baseUrl: string): Asker {
  return {
    open: async () => undefined,
    close: () => undefined,
    async ask(content) {
      const exchange = new Exchange();
      const body = { model: "fake/model", stream: true, messages: [{ role: "user", content }] };
      const response = await openStream(`${baseUrl}/chat/completions`, {}, body);
      return new Promise((resolve, reject) => {
        response.once("error", reject);
        response.once("end", () => {
          exchange.end();
          resolve(exchange);
        });
        readEvents(response, (data) => {
          if (data === "[DONE]") return;
          const text: unknown = JSON.parse(data).choices[0]?.delta.content;
          if (typeof text === "string" && text !== "") exchange.frame(text);
        });
      });
    },
  };
}
