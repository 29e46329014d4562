-- Money: what may be spent, what calls under way may cost at most, and what was spent, added up as it happens.

-- AlterTable
ALTER TABLE "queued_messages" ADD COLUMN     "key_id" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "key_id" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "usage_events" ADD COLUMN     "estimated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "key_id" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "usage_days" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "day" DATE NOT NULL,
    "model" TEXT NOT NULL,
    "key_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "cost_micros" BIGINT NOT NULL,

    CONSTRAINT "usage_days_pkey" PRIMARY KEY ("user_id","day","model","key_id")
);

-- CreateTable
CREATE TABLE "usage_conversations" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "day" DATE NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_micros" BIGINT NOT NULL,

    CONSTRAINT "usage_conversations_pkey" PRIMARY KEY ("user_id","day","conversation_id")
);

-- CreateTable
CREATE TABLE "usage_totals" (
    "day" DATE NOT NULL,
    "model" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "cost_micros" BIGINT NOT NULL,

    CONSTRAINT "usage_totals_pkey" PRIMARY KEY ("day","model")
);

-- CreateTable
CREATE TABLE "reservations" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "key_id" TEXT COLLATE "C",
    "conversation_id" TEXT COLLATE "C",
    "run_id" TEXT COLLATE "C",
    "purpose" "usage_purpose" NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "owner_id" TEXT COLLATE "C" NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reservations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budgets" (
    "id" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" TEXT COLLATE "C",
    "period" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "limit_micros" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budgets_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
-- By hand: Prisma knows no partial index.
CREATE INDEX "usage_days_key_id_day_idx" ON "usage_days"("key_id", "day") WHERE "key_id" <> '';

-- CreateIndex
CREATE INDEX "usage_days_day_idx" ON "usage_days"("day");

-- CreateIndex
CREATE INDEX "reservations_user_id_idx" ON "reservations"("user_id");

-- CreateIndex
CREATE INDEX "reservations_owner_id_idx" ON "reservations"("owner_id");

-- CreateIndex
CREATE INDEX "budgets_user_id_idx" ON "budgets"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "budgets_subject_period_kind_key" ON "budgets"("subject", "period", "kind");

-- AddForeignKey
ALTER TABLE "usage_days" ADD CONSTRAINT "usage_days_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_conversations" ADD CONSTRAINT "usage_conversations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "budgets" ADD CONSTRAINT "budgets_period_known" CHECK ("period" IN ('day', 'month'));
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_kind_known" CHECK ("kind" IN ('hard', 'warning'));
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_limit_not_negative" CHECK ("limit_micros" >= 0);
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_amount_not_negative" CHECK ("amount_micros" >= 0);

-- Rights ------------------------------------------------------------------------------------------------------------
-- All of it is written by the system alone; a person reads what is theirs.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  "usage_days", "usage_conversations", "usage_totals", "reservations", "budgets" TO causerie_system;
GRANT SELECT ON "usage_days", "usage_conversations", "reservations", "budgets" TO causerie_app;
-- The accounts are written with their sums, by the system: a person's own row would be missing from them.
REVOKE INSERT ON "usage_events" FROM causerie_app;

-- Row-level security ------------------------------------------------------------------------------------------------
ALTER TABLE "usage_days" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "usage_conversations" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "usage_totals" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "reservations" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "budgets" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "system" ON "usage_days" TO causerie_system USING (true);
CREATE POLICY "system" ON "usage_conversations" TO causerie_system USING (true);
CREATE POLICY "system" ON "usage_totals" TO causerie_system USING (true);
CREATE POLICY "system" ON "reservations" TO causerie_system USING (true);
CREATE POLICY "system" ON "budgets" TO causerie_system USING (true);

CREATE POLICY "own" ON "usage_days" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "usage_conversations" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "reservations" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "budgets" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));

-- What was spent before there were sums ------------------------------------------------------------------------------
SET LOCAL ROLE causerie_system;
INSERT INTO "usage_days"
SELECT user_id, (created_at AT TIME ZONE 'UTC')::date, model, coalesce(key_id, ''), count(*), sum(input_tokens),
  sum(output_tokens), sum(reasoning_tokens), coalesce(sum(cost_micros), 0)
FROM "usage_events" GROUP BY 1, 2, 3, 4;
INSERT INTO "usage_conversations"
SELECT user_id, (created_at AT TIME ZONE 'UTC')::date, conversation_id, count(*), sum(input_tokens), sum(output_tokens),
  coalesce(sum(cost_micros), 0)
FROM "usage_events" WHERE conversation_id IS NOT NULL GROUP BY 1, 2, 3;
INSERT INTO "usage_totals"
SELECT day, model, sum(calls), sum(input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(cost_micros)
FROM "usage_days" GROUP BY 1, 2;
RESET ROLE;

-- Budgets ------------------------------------------------------------------------------------------------------------
-- How the budgets that count what this person spends by this key stand, `at` that time: one row each. A reservation counts in
-- whichever period its call ends, so it is held against all of them.
--
-- Volatile, so that within a transaction each call reads what others have committed meanwhile.
CREATE FUNCTION public.causerie_budgets(person text, by_key text, at timestamptz)
RETURNS TABLE (
  id text, subject text, period text, kind text, limit_micros bigint, spent_micros bigint, reserved_micros bigint
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  me text := nullif(current_setting('app.user_id', true), '');
BEGIN
  IF me IS NOT NULL AND person IS DISTINCT FROM me THEN
    RAISE EXCEPTION 'another''s budgets' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
  SELECT b.id, b.subject, b.period, b.kind, b.limit_micros,
    CASE b.subject
      WHEN 'everyone' THEN (SELECT coalesce(sum(t.cost_micros), 0) FROM usage_totals t WHERE t.day >= since.day)
      WHEN person THEN (
        SELECT coalesce(sum(d.cost_micros), 0) FROM usage_days d WHERE d.user_id = person AND d.day >= since.day
      )
      ELSE (
        SELECT coalesce(sum(d.cost_micros), 0) FROM usage_days d
        WHERE d.key_id = by_key AND d.key_id <> '' AND d.day >= since.day
      )
    END::bigint,
    (
      SELECT coalesce(sum(r.amount_micros), 0) FROM reservations r
      WHERE b.subject = 'everyone' OR r.user_id = b.subject OR r.key_id = b.subject
    )::bigint
  FROM (
    SELECT a.id, a.subject, a.period, a.kind, a.limit_micros FROM budgets a WHERE a.subject IN ('everyone', person, by_key)
    UNION ALL
    -- What its person gave a key when they made it.
    SELECT k.id, k.id, coalesce(k.budget_period::text, 'month'), 'hard', k.budget_micros FROM api_keys k
    WHERE k.id = by_key AND k.budget_micros IS NOT NULL
  ) b
  CROSS JOIN LATERAL (SELECT date_trunc(b.period, at AT TIME ZONE 'UTC')::date AS day) since;
END
$$;

-- Holds what calls may cost at most against every hard budget that counts them, or says which of them has too little left and holds
-- nothing. Budgets' rows are locked, so that two who would each have enough left come one after the other.
CREATE FUNCTION public.causerie_reserve(
  person text, by_key text, calls jsonb, owner text, lease_ms integer, at timestamptz
)
RETURNS TABLE (subject text, period text, limit_micros bigint, left_micros bigint, wanted_micros bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  wanted bigint;
BEGIN
  SELECT coalesce(sum(c."amountMicros"), 0) INTO wanted FROM jsonb_to_recordset(calls) AS c("amountMicros" bigint);
  PERFORM FROM budgets b WHERE b.kind = 'hard' AND b.subject IN ('everyone', person, by_key)
  ORDER BY b.id FOR NO KEY UPDATE;
  PERFORM FROM api_keys k WHERE k.id = by_key AND k.budget_micros IS NOT NULL FOR NO KEY UPDATE;
  RETURN QUERY
  SELECT b.subject, b.period, b.limit_micros, b.limit_micros - b.spent_micros - b.reserved_micros, wanted
  FROM causerie_budgets(person, by_key, at) b
  WHERE b.kind = 'hard' AND b.limit_micros - b.spent_micros - b.reserved_micros < wanted
  ORDER BY b.limit_micros - b.spent_micros - b.reserved_micros, b.period DESC LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  INSERT INTO reservations
    (id, user_id, key_id, conversation_id, run_id, purpose, provider, model, amount_micros, owner_id, lease_until, created_at)
  SELECT c.id, person, by_key, c."conversationId", c."runId", c.purpose, c.provider, c.model, c."amountMicros", owner,
    now() + lease_ms * interval '1 millisecond', at
  FROM jsonb_to_recordset(calls) AS c(
    id text, "conversationId" text, "runId" text, purpose usage_purpose, provider text, model text, "amountMicros" bigint
  )
  ON CONFLICT (id) DO NOTHING;
END
$$;

REVOKE ALL ON FUNCTION public.causerie_budgets(text, text, timestamptz),
  public.causerie_reserve(text, text, jsonb, text, integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.causerie_budgets(text, text, timestamptz),
  public.causerie_reserve(text, text, jsonb, text, integer, timestamptz) TO causerie_app, causerie_system;
GRANT CREATE ON SCHEMA public TO causerie_system;
ALTER FUNCTION public.causerie_budgets(text, text, timestamptz) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_reserve(text, text, jsonb, text, integer, timestamptz) OWNER TO causerie_system;
REVOKE CREATE ON SCHEMA public FROM causerie_system;
