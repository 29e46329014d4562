import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export type RunningApp = {
  url: string;
  /** The `Cookie` header of the admin that was made through the set-up link. */
  cookie: string;
  stop(): Promise<void>;
};

const account = { email: "check@example.org", username: "check", password: "a password for this check only" };
const secondsToStart = 60;

/** Starts the built app on a database of its own, with one account, on any free port. */
export async function startBuiltApp(): Promise<RunningApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "causerie-check-"));
  const server = spawn(process.execPath, [path.join(import.meta.dirname, "../server/main.ts")], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill("SIGTERM")) await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const link = new URL(await setupLink(server));
    const token = link.searchParams.get("token");
    await post(link.origin, "/api/trpc/auth.setup", JSON.stringify({ token, ...account }), "application/json");
    return { url: link.origin, cookie: await signIn(link.origin), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function setupLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error(`The app did not start:\n${output}`)), secondsToStart * 1000);
    server.once("exit", (code) => reject(new Error(`The app ended with ${code}:\n${output}`)));
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const link = /http\S+\/setup\?token=\S+/.exec(output)?.[0];
      if (!link) return;
      clearTimeout(timer);
      resolve(link);
    });
  });
}

async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = await answer.json();
  const { email, password } = account;
  const body = new URLSearchParams({ email, password, csrfToken, json: "true" }).toString();
  const type = "application/x-www-form-urlencoded";
  const signedIn = await post(origin, "/api/auth/callback/credentials", body, type, cookiesOf(answer));
  return cookiesOf(signedIn);
}

async function post(origin: string, where: string, body: string, type: string, cookie = ""): Promise<Response> {
  const headers = { "content-type": type, origin, ...(cookie && { cookie }) };
  const answer = await fetch(origin + where, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`${where} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
