import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Programs } from "./programs.ts";
import { startProcess } from "./server-process.ts";

export type Haproxy = {
  /** A line for each request that is over, the last ones. */
  accessLog(): string;
  /** Resolves when it sends requests to every process. */
  allUp(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * HAProxy in front of the processes: each request goes to the next one, whoever sends it.
 *
 * docs/operating.md explains the settings; what is said there is what runs here.
 */
export async function startHaproxy(options: {
  programs: Programs;
  directory: string;
  port: number;
  /** The port of each process. */
  ports: readonly number[];
}): Promise<Haproxy> {
  const file = path.join(options.directory, "haproxy.cfg");
  await writeFile(file, haproxyConfig(options));
  const server = startProcess([options.programs.haproxy, "-db", "-f", file]);
  const refused = server.ended.then(() => {
    throw new Error(`HAProxy ended:\n${server.output()}`);
  });
  const allUp = () =>
    until("HAProxy does not send to every process", async () => {
      const answer = await fetch(`http://127.0.0.1:${options.port}${allUpPath}`).catch(() => null);
      return answer?.ok === true;
    });
  await Promise.race([allUp(), refused]);
  refused.catch(() => undefined);
  return { accessLog: server.output, allUp, stop: () => server.end("SIGTERM") };
}

/** HAProxy answers here itself: whether every process is up. */
const allUpPath = "/haproxy/all-up";

function haproxyConfig(options: { port: number; ports: readonly number[] }): string {
  const servers = options.ports.map((port, index) => `  server app${index + 1} 127.0.0.1:${port} check`);
  return `global
  log stdout format raw local0 info

defaults
  mode http
  log global
  option httplog
  timeout connect 2s
  timeout http-request 10s
  timeout http-keep-alive 60s
  # A stream of events carries a sign of life every 15 s.
  timeout client 60s
  timeout server 60s
  # Events must not wait for more of them.
  option http-no-delay

frontend causerie
  bind 127.0.0.1:${options.port}
  monitor-uri ${allUpPath}
  monitor fail if { nbsrv(processes) lt ${options.ports.length} }
  option forwardfor
  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
  default_backend processes

backend processes
  balance roundrobin
  # Not ready: draining, or without its database. Streams that are open stay open.
  option httpchk GET /api/health/ready
  http-check expect status 200
  default-server inter 1s fall 2 rise 1
  # A connection that can't be made is made to another one; what may already have been done is only repeated when it reads.
  retries 3
  option redispatch 1
  retry-on conn-failure empty-response
  http-request disable-l7-retry unless METH_GET
${servers.join("\n")}
`;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
