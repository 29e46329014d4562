/**
 * The arrows of docs/architecture.md, as errors. There is no exception and no baseline: a wall that only warns is none.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
const packages = "^packages/";

/** A package of the foundation may use nothing of the workspace but `core`. */
const foundation = ["db", "llm", "realtime"].map((name) => ({
  name: `${name}-knows-core-alone`,
  severity: "error",
  from: { path: `${packages}${name}/` },
  to: { path: "^(packages|apps)/", pathNot: `${packages}(${name}|core|config)/` },
}));

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: { pathNot: "/\\.next/" },
      to: { couldNotResolve: true, pathNot: "^\\./mermaid/" },
    },
    {
      name: "core-stands-alone",
      severity: "error",
      from: { path: `${packages}core/` },
      to: { path: "^(packages|apps)/", pathNot: `${packages}(core|config)/` },
    },
    ...foundation,
    {
      name: "api-does-not-know-the-app",
      severity: "error",
      from: { path: `${packages}api/` },
      to: { path: "^apps/|^packages/(ui|client)/" },
    },
    {
      name: "ui-fetches-nothing",
      severity: "error",
      from: { path: `${packages}ui/` },
      to: { path: "^(packages|apps)/", pathNot: `${packages}(ui|config)/` },
    },
    {
      name: "client-knows-types-alone",
      comment: "What a program installs must not bring the server with it.",
      severity: "error",
      from: { path: `${packages}client/src/`, pathNot: "\\.test\\.ts$" },
      to: { path: `${packages}(api|db|llm|realtime)/`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "command-line-goes-through-client",
      comment:
        "Of the server it knows the operator's side and the variables, and loads them only where they are needed.",
      severity: "error",
      from: { path: "^apps/cli/", pathNot: "\\.test\\.ts$|/testing/" },
      to: {
        path: `${packages}(api|db|llm|realtime|ui)/|^apps/(?!cli/)`,
        dependencyTypesNot: ["type-only", "dynamic-import"],
      },
    },
    {
      name: "command-line-reads-no-more-of-the-app",
      severity: "error",
      from: { path: "^apps/cli/", pathNot: "\\.test\\.ts$|/testing/" },
      to: { path: `${packages}(db|llm|realtime|ui)/|^apps/(?!cli/|web/server/(env|start-failure)\\.ts$)` },
    },
    {
      name: "web-goes-through-api",
      severity: "error",
      from: { path: "^apps/web/" },
      to: { path: `${packages}(db|llm|realtime|documents|client)/` },
    },
    {
      name: "pages-import-types-of-api",
      comment:
        "Next bundles pages apart from the server: a value imported there would be a second database or registry.",
      severity: "error",
      from: { path: "^apps/web/src/" },
      to: {
        path: `${packages}api/src/`,
        pathNot: `${packages}api/src/(schemas|schema-parts|chat/fold|chat/mentions|.*\\.schema)\\.ts$`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "features-meet-at-their-entry",
      severity: "error",
      from: { path: "^apps/web/src/features/([^/]+)/" },
      to: { path: "^apps/web/src/features/", pathNot: "^apps/web/src/features/($1/|[^/]+/index\\.ts$)" },
    },
    {
      name: "features-do-not-import-routes",
      severity: "error",
      from: { path: "^apps/web/src/(features|components|trpc)/" },
      to: { path: "^apps/web/src/app/", pathNot: "\\.css$" },
    },
    {
      name: "slices-keep-their-repositories",
      comment: "Slices meet through each other's services.",
      severity: "error",
      from: { path: "^packages/api/src/([^/]+)/" },
      to: { path: "^packages/api/src/[^/]+/[^/]+\\.repo\\.ts$", pathNot: "^packages/api/src/$1/" },
    },
    {
      name: "services-do-not-know-trpc",
      severity: "error",
      from: { path: "\\.(service|repo)\\.ts$|/use-cases/" },
      to: { path: "@trpc/|/trpc\\.ts$" },
    },
    {
      name: "schemas-are-browser-safe",
      severity: "error",
      from: { path: "^packages/api/src/.*\\.schema\\.ts$|^packages/api/src/(schemas|schema-parts)\\.ts$" },
      to: { path: `${packages}(db|llm|realtime)/|\\.(service|repo|router)\\.ts$|^node:` },
    },
    {
      name: "end-to-end-goes-over-http",
      severity: "error",
      from: { path: "^apps/(e2e|bench|scale|faults)/" },
      to: { path: "^apps/web/|^packages/(api|realtime|ui)/" },
    },
    {
      name: "tests-stay-out-of-the-product",
      severity: "error",
      from: { pathNot: "\\.test\\.tsx?$|/testing/|^apps/(e2e|bench|scale|faults|security)/|^scripts/" },
      to: { path: "\\.test\\.tsx?$|/testing/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/generated/|/\\.next/|/node_modules/\\.cache/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
