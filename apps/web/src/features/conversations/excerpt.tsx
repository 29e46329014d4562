import type { SearchHit } from "@causerie/api/schemas";

/** A stretch of a found text, with what was looked for marked. */
export function Excerpt({ runs }: { runs: SearchHit["excerpt"] }) {
  let at = 0;
  return runs.map((run) => {
    const key = at;
    at += run.text.length;
    return run.hit ? <mark key={key}>{run.text}</mark> : <span key={key}>{run.text}</span>;
  });
}
