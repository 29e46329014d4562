"use client";

import type { ModelView } from "@causerie/api/schemas";
import { useCallback } from "react";
import { trpc } from "#trpc/client.ts";

const fiveMinutesMs = 5 * 60_000;

/**
 * The models there are. `defaultModel` is what answers when neither the conversation nor the person chose one,
 * `serverDefault` what does when the person's choice can't be had. `fresh`: what is known may be wrong, so it is read again.
 */
export function useModels({ fresh = false }: { fresh?: boolean } = {}) {
  const { data, isError, refetch } = trpc.models.list.useQuery(undefined, { staleTime: fresh ? 0 : fiveMinutesMs });
  const { data: me } = trpc.auth.me.useQuery();
  const models: readonly ModelView[] = data?.items ?? [];
  const serverDefault = data?.defaultModel ?? null;
  const defaultModel = me?.defaultModel ?? serverDefault;
  /** The model's name, or its id when the catalogue doesn't have it (any more). */
  const nameOf = useCallback(
    (id: string) => data?.items.find((model) => model.id === id)?.name ?? id.slice(id.indexOf("/") + 1),
    [data],
  );
  return { models, defaultModel, serverDefault, nameOf, isError, refetch };
}
