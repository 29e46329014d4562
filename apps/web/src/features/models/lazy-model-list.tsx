"use client";

import { Spinner } from "@causerie/ui";
import dynamic from "next/dynamic";

/** The list of models, loaded when it is first opened. */
export const LazyModelList = dynamic(() => import("./model-list.tsx").then((module) => module.ModelList), {
  loading: () => <Spinner className="m-4" />,
});

/** The choice of several models to ask at once. */
export const LazySeveralModels = dynamic(() => import("./several-models.tsx").then((module) => module.SeveralModels), {
  loading: () => <Spinner className="m-4" />,
});
