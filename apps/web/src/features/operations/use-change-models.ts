"use client";

import type { UpdateModelPolicy, UpdateModels } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Changes what is said of models, and shows what came of it. */
export function useChangeModels(onDone?: () => void) {
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const options = {
    onSuccess: async () => {
      onDone?.();
      await utils.models.invalidate();
    },
    onError: (error: unknown) => {
      toast({ tone: "danger", message: errorText(error) });
    },
  };
  const update = trpc.models.update.useMutation(options);
  const policy = trpc.models.updatePolicy.useMutation(options);
  return {
    busy: update.isPending || policy.isPending,
    change: (id: string, data: UpdateModels["data"]) => update.mutate({ ids: [id], data }),
    changePolicy: (data: UpdateModelPolicy["data"]) => policy.mutate({ data }),
  };
}
