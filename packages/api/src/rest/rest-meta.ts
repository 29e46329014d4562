export type RestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** How a procedure is called as REST. Its input comes from the path, and from the query or the body. */
export type RestMeta = {
  method: RestMethod;
  /** Below `/api/v1`; `{name}` is that field of the input. */
  path: `/${string}`;
  /** What it does, as a title in the documentation. */
  summary: string;
  /** What the title does not say. */
  description?: string;
  /** The field of the input that the body stands for; absent: the body holds the fields themselves. */
  body?: string;
  /** Of a success; absent: 200, or 204 where nothing is answered. */
  status?: 201 | 202;
};

type Path = RestMeta["path"];
type More = Omit<RestMeta, "method" | "path" | "summary">;

const operation =
  (method: RestMethod) =>
  (path: Path, summary: string, more: More = {}): RestMeta => ({ method, path, summary, ...more });

export const get = operation("GET");
export const post = operation("POST");
export const put = operation("PUT");
export const patch = operation("PATCH");
export const remove = operation("DELETE");
