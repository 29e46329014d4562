import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import { type AddressPolicy, type Connect, publicConnect } from "./address-guard.ts";

/**
 * Where every socket's bytes land. One buffer serves all of them, because a read is handed on before the next one
 * begins; without it each read allocates 64 KiB and shrinks it again.
 */
const landing = Buffer.allocUnsafe(64 * 1024);

/**
 * Connections whose `pause()` takes effect at once. An ordinary socket that is paused goes on reading until 64 KiB are
 * waiting, one system call and one event a packet; one with `onread` stops, so a later read takes all that has come.
 */
function withLanding(connect: Connect): Connect {
  return (options, callback) => {
    let socket: Duplex | null | undefined = null;
    const onread = {
      buffer: landing,
      callback(length: number): boolean {
        // node:http listens for `data`, and keeps what it gets when the response is not being read yet: a copy.
        socket?.emit("data", Buffer.from(landing.subarray(0, length)));
        return true;
      },
    };
    socket = connect({ ...options, onread }, callback);
    return socket;
  };
}

const agentOptions: AgentOptions = { keepAlive: true, maxFreeSockets: 512, scheduling: "lifo" };

export type Agents = { http: HttpAgent; https: HttpsAgent; close(): void };

export function createAgents(addresses: AddressPolicy): Agents {
  const http = new HttpAgent(agentOptions);
  const https = new HttpsAgent(agentOptions);
  const guarded = (connect: Connect) => (addresses === "public" ? publicConnect(connect) : connect);
  http.createConnection = withLanding(guarded(http.createConnection.bind(http)));
  https.createConnection = withLanding(guarded(https.createConnection.bind(https)));
  return {
    http,
    https,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}
