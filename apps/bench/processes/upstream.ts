import { fileURLToPath } from "node:url";
import type { FakeBehaviour } from "@causerie/llm/testing";
import { readEvents } from "../load/events.ts";
import { call, openStream } from "../load/http.ts";
import { type Child, startChild } from "./child.ts";

export type Upstream = Child & {
  readonly baseUrl: string;
  /** Says how every request is answered from now on; gives the text that the answers will have. */
  answerWith(behaviour: FakeBehaviour): Promise<string>;
};

/** The fake upstream of the tests, which speaks OpenRouter's wire format. */
export async function startUpstream(): Promise<Upstream> {
  const script = fileURLToPath(import.meta.resolve("@causerie/llm/testing/fake-upstream-main"));
  const child = await startChild({ script, ready: /fake upstream on (\S+)/ });
  const baseUrl = child.announced;
  const control = new URL("/control", baseUrl).href;
  return {
    ...child,
    baseUrl,
    async answerWith(behaviour) {
      await call(control, {}, { reset: true, default: { ...behaviour, intervalMs: 0, firstTokenMs: 0 } });
      const text = await wholeAnswer(baseUrl);
      await call(control, {}, { default: behaviour });
      return text;
    },
  };
}

async function wholeAnswer(baseUrl: string): Promise<string> {
  const body = { model: "fake/model", stream: true, messages: [{ role: "user", content: "Hello" }] };
  const response = await openStream(`${baseUrl}/chat/completions`, {}, body);
  let text = "";
  return new Promise((resolve, reject) => {
    response.once("error", reject);
    response.once("end", () => resolve(text));
    readEvents(response, (data) => {
      if (data !== "[DONE]") text += JSON.parse(data).choices[0]?.delta.content ?? "";
    });
  });
}
