import type { Db } from "@causerie/db";

export type ActiveRunRow = {
  id: string;
  askerId: string | null;
  askerName: string | null;
  model: string;
  status: "queued" | "streaming";
  processId: string | null;
  since: Date;
  /** How much text its log has, in UTF-16 units. */
  written: number;
};

/** The runs that have not ended, the oldest first. Of their logs only the last entry is read. */
export function listActiveRuns(db: Db, { limit }: { limit: number }): Promise<ActiveRunRow[]> {
  return db.$queryRaw<ActiveRunRow[]>`
    select r.id, r.asker_id as "askerId", u.username as "askerName", r.model, r.status::text as status,
      r.owner_id as "processId", r.created_at as since,
      coalesce((select e.seq + length(coalesce(e.data->>'text', '')) from run_events e where e.run_id = r.id
        order by e.seq desc limit 1), 0)::int as written
    from runs r left join users u on u.id = r.asker_id
    where r.status in ('queued', 'streaming') order by r.id limit ${limit}::int`;
}

export function countActiveRuns(db: Db): Promise<number> {
  return db.run.count({ where: { status: { in: ["queued", "streaming"] } } });
}
