import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";

/**
 * Where every socket's bytes land. One buffer serves all of them, because a read is handed on before the next one
 * begins; without it each read allocates 64 KiB and shrinks it again.
 */
const landing = Buffer.allocUnsafe(64 * 1024);

/** Stops and goes on reading a connection. */
export type Gate = { close(): void; open(): void };

const gates = new WeakMap<object, Gate>();

/** The gate of a connection that {@link createAgents} made. */
export function gateOf(socket: object): Gate {
  return gates.get(socket) ?? { close() {}, open() {} };
}

type Connect = (options: object, callback?: (error: Error | null, stream: Duplex) => void) => Duplex | null | undefined;

/**
 * Connections that stop being read at once when their gate is closed. An ordinary socket that is paused goes on reading until 64 KiB are
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
    if (socket) addGate(socket);
    return socket;
  };
}

function addGate(socket: Duplex): void {
  let isClosed = false;
  const resume = socket.resume.bind(socket);
  // node:http resumes the socket whenever its response has been read, which it always has at once.
  socket.resume = () => (isClosed ? socket : resume());
  gates.set(socket, {
    close() {
      isClosed = true;
      socket.pause();
    },
    open() {
      isClosed = false;
      resume();
    },
  });
}

const agentOptions: AgentOptions = { keepAlive: true, maxFreeSockets: 512, scheduling: "lifo" };

export function createAgents(): { http: HttpAgent; https: HttpsAgent; close(): void } {
  const http = new HttpAgent(agentOptions);
  const https = new HttpsAgent(agentOptions);
  http.createConnection = withLanding(http.createConnection.bind(http));
  https.createConnection = withLanding(https.createConnection.bind(https));
  return {
    http,
    https,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}
