import { closeConnections } from "./http.ts";
import type { Job } from "./jobs.ts";
import { runLive } from "./live.ts";
import { runRequests } from "./requests.ts";
import { runResume } from "./resume.ts";
import { runStreams } from "./streams.ts";

/** The load generator: a process of its own, so that what it costs is not counted with what it measures. */
process.on("message", (message: unknown) => {
  if (typeof message !== "object" || message === null || !("job" in message)) return;
  // The parent is the benchmark itself.
  const { job, id } = message as { job: Job; id: number };
  closeConnections();
  run(job).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});

function run(job: Job): Promise<unknown> {
  switch (job.kind) {
    case "streams":
      return runStreams(job);
    case "requests":
      return runRequests(job);
    case "resume":
      return runResume(job);
    default:
      return runLive(job);
  }
}

// The probe lets go of the channel; here it is what there is to wait for.
process.channel?.ref();
process.once("SIGTERM", () => process.exit(0));
process.stdout.write("load generator ready\n");
