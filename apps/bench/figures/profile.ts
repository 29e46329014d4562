/** What is read of V8's format for CPU profiles. */
export type CpuProfile = {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  samples: number[];
  timeDeltas: number[];
};

export type Place = { name: string; selfMs: number };

/** Where the time went: by function, or by package, those with the most first. Idle time is left out. */
export function hottest(profile: CpuProfile, by: "function" | "package", count: number): Place[] {
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const totals = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const frame = frames.get(id);
    if (!frame || frame.functionName === "(idle)" || frame.functionName === "(program)") return;
    const name = by === "function" ? functionOf(frame) : packageOf(frame);
    totals.set(name, (totals.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  });
  return [...totals]
    .map(([name, selfMs]) => ({ name, selfMs }))
    .sort((a, b) => b.selfMs - a.selfMs)
    .slice(0, count);
}

type Frame = CpuProfile["nodes"][number]["callFrame"];

function functionOf({ functionName, url, lineNumber }: Frame): string {
  const file = url.split("/").slice(-2).join("/");
  return `${functionName || "(anonymous)"} ${file && `${file}:${lineNumber + 1}`}`.trim();
}

/** The package of `node_modules`, the workspace's own package, or the runtime's module. */
function packageOf({ functionName, url }: Frame): string {
  const dependency = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  const own = /\/(packages\/[^/]+|apps\/[^/]+)\//.exec(url)?.[1];
  if (url.startsWith("wasm:")) return "WebAssembly";
  return dependency ?? own ?? (url.startsWith("node:") ? (url.split("/")[0] ?? url) : functionName || "(native)");
}
