"use client";

import { type RefObject, useEffect, useState } from "react";

/** What a sandboxed frame may say. Everything else is ignored. */
export type SandboxMessage = { kind: "ready" } | { kind: "size"; width: number; height: number } | { kind: "failed" };

const largest = 20_000;
const isSize = (value: unknown): value is number => typeof value === "number" && value > 0 && value < largest;

/** The message, if it is one; frames run what answers contain, so nothing of theirs is taken on trust. */
export function readSandboxMessage(data: unknown): SandboxMessage | undefined {
  if (typeof data !== "object" || data === null || !("kind" in data)) return undefined;
  if (data.kind === "ready" || data.kind === "failed") return { kind: data.kind };
  if (data.kind === "size" && "width" in data && "height" in data && isSize(data.width) && isSize(data.height)) {
    return { kind: "size", width: data.width, height: data.height };
  }
  return undefined;
}

export type SandboxState = { size: { width: number; height: number } | undefined; failed: boolean };

/**
 * Talks with a frame of an opaque origin: sends it `content` when it is ready and whenever it changes, and hears how large
 * it became. Messages count only when they come from that very frame.
 */
export function useSandbox(frame: RefObject<HTMLIFrameElement | null>, content: object): SandboxState {
  const [ready, setReady] = useState(false);
  const [state, setState] = useState<SandboxState>({ size: undefined, failed: false });

  // The external system is the frame's window.
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source === null || event.source !== frame.current?.contentWindow) return;
      const message = readSandboxMessage(event.data);
      if (message?.kind === "ready") setReady(true);
      else if (message?.kind === "failed") setState({ size: undefined, failed: true });
      else if (message) setState({ size: { width: message.width, height: message.height }, failed: false });
    };
    window.addEventListener("message", listen);
    return () => window.removeEventListener("message", listen);
  }, [frame]);

  // The same window. An opaque origin has no name, hence `*`; the page's policy lets the frame go nowhere else.
  useEffect(() => {
    if (ready) frame.current?.contentWindow?.postMessage(content, "*");
  }, [frame, ready, content]);

  return state;
}
