-- API keys: what programs prove with who they act for, and what they may do.

-- CreateEnum
CREATE TYPE "budget_period" AS ENUM ('day', 'month');

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT COLLATE "C" NOT NULL,
    "secret_hash" TEXT COLLATE "C" NOT NULL,
    "previous_hash" TEXT COLLATE "C",
    "previous_until" TIMESTAMPTZ(3),
    "scopes" TEXT[] NOT NULL,
    "rate_per_minute" INTEGER,
    "budget_micros" BIGINT,
    "budget_period" "budget_period",
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "api_keys_rate_per_minute_check" CHECK ("rate_per_minute" > 0),
    CONSTRAINT "api_keys_budget_micros_check" CHECK ("budget_micros" >= 0)
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_prefix_key" ON "api_keys"("prefix");

-- CreateIndex
CREATE INDEX "api_keys_user_id_id_idx" ON "api_keys"("user_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rights ------------------------------------------------------------------------------------------------------------
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_keys" TO causerie_system;
-- A person never reads the hashes, not even of their own keys.
GRANT SELECT ("id", "user_id", "name", "prefix", "previous_until", "scopes", "rate_per_minute", "budget_micros", "budget_period",
  "expires_at", "last_used_at", "revoked_at", "created_at") ON "api_keys" TO causerie_app;
GRANT INSERT ON "api_keys" TO causerie_app;
GRANT UPDATE ("name", "revoked_at") ON "api_keys" TO causerie_app;

-- Row-level security ------------------------------------------------------------------------------------------------
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "own" ON "api_keys" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "system" ON "api_keys" TO causerie_system USING (true);
