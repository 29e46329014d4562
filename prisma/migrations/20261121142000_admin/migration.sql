-- What admins need: a limit of one's own, when someone was last seen, and the audit log, which nobody rewrites.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "messages_per_minute" INTEGER;

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT COLLATE "C",
    "actor_name" TEXT,
    "key_id" TEXT COLLATE "C",
    "action" TEXT NOT NULL,
    "refusal" TEXT,
    "target_id" TEXT COLLATE "C",
    "target_name" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT COLLATE "C",
    "address" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_at_id_idx" ON "audit_entries"("actor_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_target_id_at_id_idx" ON "audit_entries"("target_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_action_at_id_idx" ON "audit_entries"("action", "at" DESC, "id" DESC);

-- A limit of nothing would be a deactivation that does not say so.
ALTER TABLE "users" ADD CONSTRAINT "users_messages_per_minute_positive" CHECK ("messages_per_minute" > 0);

-- Read with who is asking, in that person's own scope; changed through the system's only.
GRANT SELECT ("messages_per_minute") ON "users" TO causerie_app;

-- The audit log -----------------------------------------------------------------------------------------------------
-- The system's role adds to it and reads it, a person's role does neither, and no role changes it.
GRANT SELECT, INSERT ON "audit_entries" TO causerie_system;
ALTER TABLE "audit_entries" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "audit_entries" TO causerie_system USING (true);
-- Row-level security is forced for the table's owner too, as whom the function below deletes; whoever that is, after a restore
-- too.
CREATE POLICY "retention" ON "audit_entries"
  USING (current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = 'public.audit_entries'::regclass));

-- Also the owner does not change it by a slip: only the function below says that it may.
CREATE FUNCTION public.causerie_keep_audit_entries() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('causerie.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The audit log can only be added to (% refused)', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER "audit_entries_are_kept" BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION public.causerie_keep_audit_entries();
CREATE TRIGGER "audit_entries_stay" BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION public.causerie_keep_audit_entries();

-- The one way in which entries go: the oldest first, at most `enough` at a time, and none of the last 30 days whatever is asked,
-- so that nobody can wipe away what they have just done. Says how many went.
CREATE FUNCTION public.causerie_drop_audit_entries(older_than_days integer, enough integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  dropped integer;
BEGIN
  PERFORM set_config('causerie.audit_retention', 'on', true);
  DELETE FROM audit_entries WHERE id IN (
    SELECT e.id FROM audit_entries e
    WHERE e.at < now() - make_interval(days => greatest(older_than_days, 30))
    ORDER BY e.at, e.id LIMIT enough
  );
  GET DIAGNOSTICS dropped = ROW_COUNT;
  PERFORM set_config('causerie.audit_retention', 'off', true);
  RETURN dropped;
END
$$;
REVOKE EXECUTE ON FUNCTION public.causerie_drop_audit_entries(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.causerie_drop_audit_entries(integer, integer) TO causerie_system;
