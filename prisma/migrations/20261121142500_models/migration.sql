-- Providers that an admin adds, and what an admin says of models. Both belong to nobody: the system's role alone reads them.

-- CreateEnum
CREATE TYPE "provider_kind" AS ENUM ('openrouter', 'compatible');

-- CreateEnum
CREATE TYPE "model_audience" AS ENUM ('everyone', 'admins', 'named');

-- CreateTable
CREATE TABLE "providers" (
    "id" TEXT COLLATE "C" NOT NULL,
    "slug" TEXT COLLATE "C" NOT NULL,
    "kind" "provider_kind" NOT NULL,
    "base_url" TEXT NOT NULL,
    "models" TEXT[],
    "sealed_key" TEXT,
    "key_last4" TEXT,
    "key_set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "providers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_rules" (
    "model" TEXT COLLATE "C" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "audience" "model_audience" NOT NULL DEFAULT 'everyone',
    "people" TEXT[],
    "input_micros_per_million" BIGINT,
    "output_micros_per_million" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_rules_pkey" PRIMARY KEY ("model")
);

-- CreateIndex
CREATE UNIQUE INDEX "providers_slug_key" ON "providers"("slug");

-- A price has both sides, and neither is negative.
ALTER TABLE "model_rules" ADD CONSTRAINT "model_rules_price_check" CHECK (
  ("input_micros_per_million" IS NULL) = ("output_micros_per_million" IS NULL)
  AND "input_micros_per_million" >= 0 AND "output_micros_per_million" >= 0);

-- Rights ------------------------------------------------------------------------------------------------------------
GRANT SELECT, INSERT, UPDATE, DELETE ON "providers", "model_rules" TO causerie_system;

-- Row-level security ------------------------------------------------------------------------------------------------
ALTER TABLE "providers" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "model_rules" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "system" ON "providers" TO causerie_system USING (true);
CREATE POLICY "system" ON "model_rules" TO causerie_system USING (true);
