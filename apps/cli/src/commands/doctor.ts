import { defineCommand, jsonOption } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { plainLine } from "../terminal/plain-text.ts";

const marks = { ok: "✓", warning: "!", failed: "✗" } as const;

export const doctor = defineCommand({
  name: "doctor",
  summary: "look at the server of this machine: what is wrong, and what to do",
  details: `Reads the configuration as the server would and looks at Node, the secret, the data directory, the disk, the database and its
migrations, the providers, the port and Redis. It changes nothing. Exit code 1 when something would keep the server from working.`,
  options: { json: jsonOption },
  async run({ options, terminal }) {
    // Only here: they bring the server with them.
    const [{ runDoctor }, { envShape: shape }, { startFailureText: explain }] = await Promise.all([
      import("@causerie/api/operator"),
      import("@causerie/web/server-env"),
      import("@causerie/web/start-failure"),
    ]);
    const findings = await runDoctor({ shape, env: terminal.env, explain });
    for (const finding of findings) {
      if (options.json) await terminal.out(`${JSON.stringify(finding)}\n`);
      else {
        const advice = finding.advice ? `\n  → ${plainLine(finding.advice)}` : "";
        await terminal.out(`${marks[finding.status]} ${finding.check}: ${plainLine(finding.text)}${advice}\n`);
      }
    }
    return findings.some(({ status }) => status === "failed") ? exitCode.failed : exitCode.done;
  },
});
