import { systemClock } from "@causerie/core";
import { silentLogger } from "@causerie/core/server";
import { createLlm, llmConfigFromEnv, type Probe, type ProbeFailure } from "@causerie/llm";
import type { DoctorEnv } from "./doctor-env.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";

const check = "provider";

const advice: Record<ProbeFailure, string> = {
  addressRefused: "Its address is a private one: name it in the environment.",
  unreachable: "Look at its address, at the network and at the proxy of this machine.",
  timeout: "It did not answer in time: look at the network, or whether it is overloaded.",
  keyRefused: "Its key is wrong or was revoked: put another one in its variable.",
  status: "Look at its address: it ends before /models, e.g. with /v1.",
  noList: "It gave no list of models: look at its address, or name the models in OPENAI_COMPATIBLE_MODELS.",
};

/** Asks each provider of the environment for its models; those that admins added are tested in Admin → Providers. */
export async function checkProviders(env: DoctorEnv): Promise<Finding[]> {
  const llm = createLlm(llmConfigFromEnv(env), { logger: silentLogger, clock: systemClock });
  try {
    if (llm.configured.length === 0) return [await checkOllama(env)];
    return await Promise.all(
      llm.configured.map(async ({ id }) => findingOf(id, await llm.probe(id), env.OPENAI_COMPATIBLE_MODELS.length > 0)),
    );
  } finally {
    llm.close();
  }
}

function findingOf(id: string, probe: Probe | null, namesModels: boolean): Finding {
  if (probe?.ok) return ok(check, `${id} answers and lists ${probe.models} models.`);
  const { reason, detail } = probe ?? { reason: "noList" as const, detail: "" };
  if (reason === "noList" && namesModels)
    return ok(check, `${id} has no list; the models of the environment are used.`);
  return failed(
    check,
    `${id} could not be asked for its models (${[reason, detail].filter(Boolean).join(" ")}).`,
    advice[reason],
  );
}

async function checkOllama({ OLLAMA_URL }: DoctorEnv): Promise<Finding> {
  const nothing = "No provider is set in the environment";
  const connect =
    "Set OPENROUTER_API_KEY or OPENAI_COMPATIBLE_BASE_URL, start Ollama, or add one in Admin → Providers.";
  if (OLLAMA_URL !== "off") {
    const answers = await fetch(`${OLLAMA_URL}/api/version`, { signal: AbortSignal.timeout(1_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return ok(check, "Ollama answers on this machine.");
  }
  return warning(check, `${nothing}: the built-in guide answers.`, connect);
}
