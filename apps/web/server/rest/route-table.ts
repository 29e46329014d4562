import { type RestRoute, restRoutes } from "@causerie/api";
import { AppError } from "@causerie/core";

/** What a request's method and path name, and the fields that the path gives. */
export type RouteMatch = { route: RestRoute; params: Record<string, string> };

/** Raised for a path that exists but takes other methods; `allow` says which. */
export class MethodNotAllowed extends AppError {
  readonly allow: string;
  constructor(methods: ReadonlySet<string>) {
    super("METHOD_NOT_ALLOWED", { message: "this path takes another method" });
    this.allow = [...methods].join(", ");
  }
}

type Node = { words: Map<string, Node>; parameter: Node | null; routes: Map<string, RestRoute> };
const newNode = (): Node => ({ words: new Map(), parameter: null, routes: new Map() });

let table: Node | undefined;

function buildTable(): Node {
  const root = newNode();
  for (const route of restRoutes()) {
    let node = root;
    for (const segment of route.segments) {
      const known: Node | null | undefined = typeof segment === "string" ? node.words.get(segment) : node.parameter;
      const next: Node = known ?? newNode();
      if (typeof segment === "string") node.words.set(segment, next);
      else node.parameter = next;
      node = next;
    }
    if (node.routes.has(route.method)) throw new Error(`Two procedures are ${route.method} ${route.path}`);
    node.routes.set(route.method, route);
  }
  return root;
}

/**
 * The procedure behind a path below `/api/v1/`; a word that is spelled out counts before a parameter.
 *
 * @throws {AppError} NOT_FOUND; METHOD_NOT_ALLOWED with the methods that the path takes.
 */
export function matchRoute(method: string, path: string): RouteMatch {
  table ??= buildTable();
  const values: string[] = [];
  let node: Node | null = table;
  for (const part of path.split("/")) {
    const word: Node | undefined = node.words.get(part);
    if (!word) values.push(decodePart(part));
    node = word ?? node.parameter;
    if (!node) break;
  }
  if (!node || node.routes.size === 0) throw new AppError("NOT_FOUND", { message: "no such path" });
  // Node sends no body in answer to HEAD.
  const route = node.routes.get(method === "HEAD" ? "GET" : method);
  if (!route) throw new MethodNotAllowed(allowedMethods(node));
  const fields = route.segments.flatMap((segment) => (typeof segment === "string" ? [] : segment.field));
  return { route, params: Object.fromEntries(fields.map((field, at) => [field, values[at] ?? ""])) };
}

function allowedMethods(node: Node): Set<string> {
  const methods = new Set(node.routes.keys());
  if (methods.has("GET")) methods.add("HEAD");
  return methods.add("OPTIONS");
}

/** A part that is no valid escape names nothing. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AppError("NOT_FOUND", { message: "no such path" });
  }
}
