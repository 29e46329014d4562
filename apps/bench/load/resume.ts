import { summarize } from "../figures/statistics.ts";
import { readAnswerEvent, watch } from "./api.ts";
import type { ResumeJob, ResumeResult } from "./jobs.ts";

/** From the request to the last character that there is, as one that opens the page again. */
export async function runResume(job: ResumeJob): Promise<ResumeResult> {
  const times: number[] = [];
  let wrong = 0;
  for (let i = 0; i < job.times; i++) {
    const startedAt = performance.now();
    const text = await readOn(job);
    times.push(performance.now() - startedAt);
    if (text !== job.expected) wrong += 1;
  }
  return { times: summarize(times), wrong };
}

/** What the stream gives of the answer until it is as long as expected. */
async function readOn({ url, token, expected }: ResumeJob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let soFar = "";
  const stream = await watch(url, token, (data, name) => {
    if (name === "serialized-error") reject(new Error(`Causerie: ${data}`));
    const event = readAnswerEvent(data);
    if (event === null) return;
    if (event.type === "delta") soFar += event.text;
    else if (event.message.role === "assistant") soFar = event.message.parts.map((part) => part.text).join("");
    if (soFar.length >= expected.length) resolve(soFar);
  });
  try {
    return await promise;
  } finally {
    stream.close();
  }
}
