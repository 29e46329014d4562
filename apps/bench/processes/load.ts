import { fileURLToPath } from "node:url";
import type {
  Job,
  LiveJob,
  LiveResult,
  RequestJob,
  RequestResult,
  ResumeJob,
  ResumeResult,
  StreamJob,
  StreamResult,
} from "../load/jobs.ts";
import { type Child, startChild } from "./child.ts";

export type Load = Child & {
  streams(job: Omit<StreamJob, "kind">): Promise<StreamResult>;
  requests(job: Omit<RequestJob, "kind">): Promise<RequestResult>;
  resume(job: Omit<ResumeJob, "kind">): Promise<ResumeResult>;
  live(job: LiveJob): Promise<LiveResult>;
};

export async function startLoad(): Promise<Load> {
  const script = fileURLToPath(new URL("../load/main.ts", import.meta.url));
  const child = await startChild({ script, ready: /(ready)/ });
  let last = 0;
  const run = (job: Job): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const heard = (message: unknown) => {
        if (typeof message !== "object" || message === null || !("id" in message) || message.id !== id) return;
        child.process.off("message", heard);
        if ("error" in message) reject(new Error(`the load generator: ${message.error}`));
        else if ("result" in message) resolve(message.result);
      };
      child.process.on("message", heard);
      child.process.send({ id, job });
    });
  return {
    ...child,
    // The result's form follows from the job's kind; both ends are the benchmark's own.
    streams: async (job) => (await run({ kind: "streams", ...job })) as StreamResult,
    requests: async (job) => (await run({ kind: "requests", ...job })) as RequestResult,
    resume: async (job) => (await run({ kind: "resume", ...job })) as ResumeResult,
    live: async (job) => (await run(job)) as LiveResult,
  };
}
