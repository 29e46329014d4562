-- Imports: a file that is uploaded in parts and then read in the background, and what became of each conversation in it.

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('uploading', 'waiting', 'running', 'complete', 'failed', 'cancelled', 'expired');

-- CreateEnum
CREATE TYPE "import_outcome" AS ENUM ('imported', 'existing', 'skipped');

-- CreateTable
CREATE TABLE "imports" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "file_name" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'uploading',
    "source" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "read_bytes" BIGINT NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "existing" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "owner_id" TEXT COLLATE "C",
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_items" (
    "import_id" TEXT COLLATE "C" NOT NULL,
    "seq" INTEGER NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "outcome" "import_outcome" NOT NULL,
    "source_id" TEXT COLLATE "C",
    "title" TEXT,
    "conversation_id" TEXT COLLATE "C",
    "reason" TEXT,
    "lost" JSONB NOT NULL DEFAULT '[]',
    "notable" BOOLEAN NOT NULL,

    CONSTRAINT "import_items_pkey" PRIMARY KEY ("import_id","seq")
);

-- CreateIndex
CREATE INDEX "imports_user_id_id_idx" ON "imports"("user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "imports_user_id_id_key" ON "imports"("user_id", "id");

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_items" ADD CONSTRAINT "import_items_user_id_import_id_fkey" FOREIGN KEY ("user_id", "import_id") REFERENCES "imports"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A person has one import under way at most, whatever two requests do at one moment.
CREATE UNIQUE INDEX "imports_under_way_key" ON "imports" ("user_id") WHERE "status" IN ('uploading', 'waiting', 'running');

-- What is under way, by the time until which a process holds it: what recovery asks for, whatever the number of imports.
CREATE INDEX "imports_unfinished_idx" ON "imports" ("lease_until") WHERE "status" IN ('uploading', 'waiting', 'running');

-- What a report shows: all but the conversations that came over whole.
CREATE INDEX "import_items_notable_idx" ON "import_items" ("import_id", "seq") WHERE "notable";

-- Rights ------------------------------------------------------------------------------------------------------------
GRANT SELECT, INSERT, UPDATE, DELETE ON "imports", "import_items" TO causerie_system, causerie_app;

-- Row-level security ------------------------------------------------------------------------------------------------
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "import_items" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "own" ON "imports" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "import_items" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));

CREATE POLICY "system" ON "imports" TO causerie_system USING (true);
CREATE POLICY "system" ON "import_items" TO causerie_system USING (true);
