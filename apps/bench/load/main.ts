import { closeConnections } from "./http.ts";
import type { RequestJob, StreamJob } from "./jobs.ts";
import { runRequests } from "./requests.ts";
import { runStreams } from "./streams.ts";

/** The load generator: a process of its own, so that what it costs is not counted with what it measures. */
process.on("message", (message: unknown) => {
  if (typeof message !== "object" || message === null || !("job" in message)) return;
  // The parent is the benchmark itself.
  const { job, id } = message as { job: StreamJob | RequestJob; id: number };
  closeConnections();
  const work: Promise<unknown> = job.kind === "streams" ? runStreams(job) : runRequests(job);
  work.then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
// The probe lets go of the channel; here it is what there is to wait for.
process.channel?.ref();
process.once("SIGTERM", () => process.exit(0));
process.stdout.write("load generator ready\n");
