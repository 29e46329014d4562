"use client";

import type { ImportView } from "@causerie/api/schemas";
import { useEffect, useRef, useState } from "react";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { uploadFile } from "./upload-file.ts";

const pollMs = 1000;

/** Whether the server still reads it, or will. */
export function isBeingRead({ status }: Pick<ImportView, "status">): boolean {
  return status === "waiting" || status === "running";
}

/** The newest import, with what this page uploads of it, and what one can do. */
export function useImport() {
  const utils = trpc.useUtils();
  const errorText = useErrorText();
  const list = trpc.imports.list.useQuery(undefined, {
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items[0] && isBeingRead(state.data.items[0]) ? pollMs : false),
  });
  const [sending, setSending] = useState<{ id: string; sentBytes: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const upload = useRef<AbortController | null>(null);
  const newest = list.data?.items[0] ?? null;
  const ended = newest?.status === "complete" ? newest.id : null;

  // The upload is the network's, and ends with the page; what has arrived stays on the server.
  useEffect(() => () => upload.current?.abort(), []);

  useEffect(() => {
    // The server has finished in its own time; the lists in this browser's cache do not know of it.
    if (ended) void utils.conversations.invalidate();
  }, [ended, utils]);

  async function send(file: File) {
    const controller = new AbortController();
    upload.current = controller;
    setError(null);
    try {
      const fingerprint = `${file.name.slice(0, 300)}:${file.size}:${file.lastModified}`;
      const input = { fileName: file.name.slice(0, 300), fingerprint, sizeBytes: file.size };
      const { id, receivedBytes } = await utils.client.imports.start.mutate(input);
      const onProgress = (sentBytes: number) => setSending({ id, sentBytes });
      onProgress(receivedBytes);
      await utils.imports.list.refetch();
      await uploadFile({ id, file, from: receivedBytes, signal: controller.signal, onProgress });
    } catch (cause) {
      if (!controller.signal.aborted) setError(errorText(cause));
    } finally {
      await utils.imports.list.refetch();
      setSending(null);
    }
  }

  async function cancel(id: string) {
    upload.current?.abort();
    try {
      await utils.client.imports.cancel.mutate({ id });
    } catch (cause) {
      setError(errorText(cause));
    }
    await utils.imports.list.refetch();
  }

  return { newest, maxBytes: list.data?.maxBytes ?? null, sending, error, send, cancel };
}
