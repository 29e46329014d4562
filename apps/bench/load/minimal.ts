import { readEvents } from "./events.ts";
import { type Asker, Exchange } from "./exchange.ts";
import { openStream } from "./http.ts";

/** Asks the minimal server: one subscription is one exchange. */
export function minimalAsker(url: string): Asker {
  return {
    open: async () => undefined,
    close: () => undefined,
    async ask(content) {
      const exchange = new Exchange();
      const input = encodeURIComponent(JSON.stringify({ message: content }));
      const response = await openStream(`${url}/chat?input=${input}`, {});
      return new Promise((resolve, reject) => {
        response.once("error", reject);
        response.once("end", () => {
          exchange.end();
          resolve(exchange);
        });
        readEvents(response, (data, name) => {
          if (name === "serialized-error") reject(new Error(`minimal server: ${data}`));
          else if (name === "") exchange.frame(JSON.parse(data));
        });
      });
    },
  };
}
