import { readEvents } from "./events.ts";
import { type Asker, Exchange } from "./exchange.ts";
import { call, type Headers, openStream } from "./http.ts";

/** Asks for a chat completion in OpenAI's form, whoever answers it. */
export function completionsAsker(subject: { url: string; headers: Headers; model: string; stream: boolean }): Asker {
  const { url, headers, model, stream } = subject;
  return {
    open: async () => undefined,
    close: () => undefined,
    async ask(content) {
      const exchange = new Exchange();
      const body = { model, stream, messages: [{ role: "user", content }] };
      if (!stream) {
        // The form that OpenAI's interface has.
        const answer = (await call(url, headers, body)) as { choices: [{ message: { content: string } }] };
        exchange.frame(answer.choices[0].message.content);
        exchange.end();
        return exchange;
      }
      const response = await openStream(url, headers, body);
      return new Promise((resolve, reject) => {
        let done = false;
        response.once("error", reject);
        response.once("end", () => {
          exchange.end();
          if (done) resolve(exchange);
          else reject(new Error(`no [DONE] after ${exchange.frames} pieces`));
        });
        readEvents(response, (data) => {
          done ||= data === "[DONE]";
          if (data === "[DONE]") return;
          const text: unknown = JSON.parse(data).choices?.[0]?.delta.content;
          if (typeof text === "string" && text !== "") exchange.frame(text);
        });
      });
    },
  };
}
