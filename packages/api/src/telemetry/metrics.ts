import type { Outcome } from "@causerie/llm";

/** What is counted, for `GET /api/metrics`. Labels have few values each, whatever is asked of the server. */
export type Metrics = {
  /** @param seconds null: it is no request whose length says anything, e.g. an event stream. */
  request(request: { route: string; method: string; status: number; seconds: number | null }): void;
  modelCall(call: { provider: string; purpose: string; outcome: Outcome }): void;
  runEnded(status: string): void;
  /** In Prometheus' text format. */
  render(): Promise<{ contentType: string; text: string }>;
};

/** What is read when somebody asks. */
export type Gauges = {
  /** Runs that this process writes: those of which nothing has come yet, and the others. */
  runs(): { waiting: number; streaming: number };
  /** Connections to the database, and how many wait for one. */
  pool(): { open: number; idle: number; waiting: number };
  /** The providers there are: others are counted together. */
  providers(): ReadonlySet<string>;
};

const firstTokenBuckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120];
const durationBuckets = [0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640];
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Loads the library that counts: only where somebody will ask. */
export async function startMetrics(gauges: Gauges): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: "causerie_http_requests_total",
    help: "Requests answered",
    labelNames: ["route", "method", "status"],
    registers,
  });
  const requestSeconds = new Histogram({
    name: "causerie_http_request_duration_seconds",
    help: "How long requests took, without event streams",
    labelNames: ["route"],
    buckets: requestBuckets,
    registers,
  });
  const ended = new Counter({
    name: "causerie_runs_ended_total",
    help: "Answers that ended, by how they did",
    labelNames: ["state"],
    registers,
  });
  const gaugeByState = (options: { name: string; help: string; read: () => Record<string, number> }) =>
    new Gauge({
      name: options.name,
      help: options.help,
      labelNames: ["state"],
      registers,
      collect() {
        for (const [state, count] of Object.entries(options.read())) this.set({ state }, count);
      },
    });
  gaugeByState({
    name: "causerie_runs",
    help: "Answers that this process writes, by state",
    read: gauges.runs,
  });
  gaugeByState({
    name: "causerie_database_connections",
    help: "Connections to the database by state, and how many wait for one",
    read: gauges.pool,
  });
  const byProvider = ["provider"] as const;
  const calls = new Counter({
    name: "causerie_model_calls_total",
    help: "Calls of models, by what for and how they ended",
    labelNames: ["provider", "purpose", "outcome"],
    registers,
  });
  const firstToken = new Histogram({
    name: "causerie_first_token_seconds",
    help: "From a call of a model to the first piece of its answer",
    labelNames: byProvider,
    buckets: firstTokenBuckets,
    registers,
  });
  const duration = new Histogram({
    name: "causerie_model_call_duration_seconds",
    help: "How long calls of models took",
    labelNames: byProvider,
    buckets: durationBuckets,
    registers,
  });
  const tokens = new Counter({
    name: "causerie_tokens_total",
    help: "Tokens, by direction",
    labelNames: ["provider", "direction"],
    registers,
  });
  const cost = new Counter({
    name: "causerie_cost_microdollars_total",
    help: "What calls of models cost, in millionths of a US dollar",
    labelNames: byProvider,
    registers,
  });

  return {
    request({ route, method, status, seconds }) {
      requests.inc({ route, method: methods.has(method) ? method : "OTHER", status });
      if (seconds !== null) requestSeconds.observe({ route }, seconds);
    },
    modelCall({ provider: named, purpose, outcome }) {
      const provider = gauges.providers().has(named) ? named : "other";
      const { usage, firstTokenMs, durationMs } = outcome;
      calls.inc({ provider, purpose, outcome: outcome.error?.code ?? outcome.status });
      duration.observe({ provider }, durationMs / 1000);
      if (firstTokenMs !== null) firstToken.observe({ provider }, firstTokenMs / 1000);
      if (usage.inputTokens) tokens.inc({ provider, direction: "input" }, usage.inputTokens);
      if (usage.outputTokens) tokens.inc({ provider, direction: "output" }, usage.outputTokens);
      if (usage.costMicros) cost.inc({ provider }, Number(usage.costMicros));
    },
    runEnded: (state) => ended.inc({ state }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
