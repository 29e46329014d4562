import { summarize } from "../figures/statistics.ts";
import { call } from "./http.ts";
import type { RequestJob, RequestResult } from "./jobs.ts";

export async function runRequests(job: RequestJob): Promise<RequestResult> {
  const headers = { authorization: `Bearer ${job.token}` };
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < job.times; i++) {
    const url = job.urls[i % job.urls.length] ?? "";
    const startedAt = performance.now();
    const reply = await call(url, headers);
    times.push(performance.now() - startedAt);
    if (i < job.urls.length) bytes += JSON.stringify(reply).length;
  }
  return { times: summarize(times), bytes: bytes / Math.min(job.urls.length, job.times) };
}
