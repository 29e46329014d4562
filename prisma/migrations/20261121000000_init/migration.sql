-- The first migration: what Prisma makes of the schema, and by hand what it can't express. Ids have the collation "C":
-- they compare byte by byte, which is quick and sorts them by time.

-- Roles -------------------------------------------------------------------------------------------------------------
-- Nobody logs in as them: a transaction takes one with `set_config('role', …, true)`. `causerie_app` acts for one person
-- and sees what row-level security shows; `causerie_system` does the system's own work. Roles belong to the cluster, so
-- another database, or another process at this moment, may have made them or be making them.
DO $$
BEGIN
  FOR attempt IN 1..20 LOOP
    BEGIN
      IF to_regrole('causerie_app') IS NULL THEN
        CREATE ROLE causerie_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
      END IF;
      IF to_regrole('causerie_system') IS NULL THEN
        CREATE ROLE causerie_system NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
      END IF;
      IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        IF NOT pg_has_role('causerie_app', 'USAGE') THEN
          EXECUTE format('GRANT causerie_app TO %I', current_user);
        END IF;
        IF NOT pg_has_role('causerie_system', 'USAGE') THEN
          EXECUTE format('GRANT causerie_system TO %I', current_user);
        END IF;
      END IF;
      RETURN;
    EXCEPTION
      -- Another process made the role, or changed its members, between the look and the deed: look again.
      WHEN duplicate_object OR unique_violation OR internal_error THEN
        IF attempt = 20 THEN RAISE; END IF;
        PERFORM pg_sleep(0.05 * random());
    END;
  END LOOP;
END
$$;

-- Text search -------------------------------------------------------------------------------------------------------
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

CREATE TEXT SEARCH CONFIGURATION public.causerie_simple (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION public.causerie_simple
  ALTER MAPPING FOR word, hword, hword_part, numword, numhword, hword_numpart WITH public.unaccent, simple;
CREATE TEXT SEARCH CONFIGURATION public.causerie_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.causerie_english
  ALTER MAPPING FOR word, hword, hword_part WITH public.unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION public.causerie_french (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.causerie_french
  ALTER MAPPING FOR word, hword, hword_part WITH public.unaccent, french_stem;

-- The words as they are written (for phrases, and for the beginning of a word that is still being typed) and their English
-- and French stems, all without accents. Only the first 50,000 characters: a tsvector can't be larger than 1 MiB, and a
-- message must never be refused because of its index.
CREATE FUNCTION public.causerie_search_vector(content text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('public.causerie_simple'::regconfig, left(content, 50000))
    || strip(to_tsvector('public.causerie_english'::regconfig, left(content, 50000)))
    || strip(to_tsvector('public.causerie_french'::regconfig, left(content, 50000)));

-- Tables ------------------------------------------------------------------------------------------------------------
-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('user', 'admin');

-- CreateEnum
CREATE TYPE "message_role" AS ENUM ('user', 'assistant', 'system');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('queued', 'streaming', 'complete', 'stopped', 'failed', 'interrupted');

-- CreateEnum
CREATE TYPE "usage_purpose" AS ENUM ('chat', 'title');

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "trigram" TEXT,
    "password_hash" TEXT NOT NULL,
    "role" "user_role" NOT NULL DEFAULT 'user',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "locale" TEXT,
    "theme" TEXT,
    "default_model" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT,
    "title_is_manual" BOOLEAN NOT NULL DEFAULT false,
    "model" TEXT,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "head_message_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search" tsvector GENERATED ALWAYS AS (causerie_search_vector("title")) STORED,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "parent_id" TEXT COLLATE "C",
    "role" "message_role" NOT NULL,
    "author_id" TEXT COLLATE "C",
    "parts" JSONB NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "client_message_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "search" tsvector GENERATED ALWAYS AS (causerie_search_vector("text")) STORED,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "message_id" TEXT COLLATE "C" NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'queued',
    "model" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "answered_by" TEXT,
    "request" JSONB,
    "owner_id" TEXT COLLATE "C",
    "lease_until" TIMESTAMPTZ(3),
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "cost_micros" BIGINT,
    "first_token_ms" INTEGER,
    "duration_ms" INTEGER,
    "finish_reason" TEXT,
    "error_code" TEXT,
    "error_params" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_events" (
    "run_id" TEXT COLLATE "C" NOT NULL,
    "seq" INTEGER NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "usage_events" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C",
    "run_id" TEXT COLLATE "C",
    "purpose" "usage_purpose" NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "reasoning_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" BIGINT,
    "duration_ms" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_settings" (
    "key" TEXT COLLATE "C" NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "system_settings_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_username_key" ON "users"("username");

-- CreateIndex
CREATE UNIQUE INDEX "users_trigram_key" ON "users"("trigram");

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- CreateIndex
CREATE INDEX "conversations_list_idx" ON "conversations"("user_id", "archived", "pinned" DESC, "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "conversations_user_id_id_key" ON "conversations"("user_id", "id");

-- CreateIndex
CREATE INDEX "messages_user_id_id_idx" ON "messages"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_user_id_conversation_id_created_at_id_idx" ON "messages"("user_id", "conversation_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "messages_conversation_id_parent_id_idx" ON "messages"("conversation_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_conversation_id_id_key" ON "messages"("conversation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_user_id_client_message_id_key" ON "messages"("user_id", "client_message_id");

-- CreateIndex
CREATE INDEX "runs_user_id_conversation_id_idx" ON "runs"("user_id", "conversation_id");

-- CreateIndex
CREATE INDEX "runs_conversation_id_message_id_idx" ON "runs"("conversation_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "runs_user_id_id_key" ON "runs"("user_id", "id");

-- CreateIndex
CREATE INDEX "usage_events_user_id_created_at_idx" ON "usage_events"("user_id", "created_at");

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_conversation_id_fkey" FOREIGN KEY ("user_id", "conversation_id") REFERENCES "conversations"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_parent_id_fkey" FOREIGN KEY ("conversation_id", "parent_id") REFERENCES "messages"("conversation_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_conversation_id_fkey" FOREIGN KEY ("user_id", "conversation_id") REFERENCES "conversations"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_conversation_id_message_id_fkey" FOREIGN KEY ("conversation_id", "message_id") REFERENCES "messages"("conversation_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_user_id_run_id_fkey" FOREIGN KEY ("user_id", "run_id") REFERENCES "runs"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An unset `app.user_id` reads as the empty string; nobody may have it as an id.
ALTER TABLE "users" ADD CONSTRAINT "users_id_not_empty" CHECK ("id" <> '');

-- Rights ------------------------------------------------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO causerie_app, causerie_system;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  "users", "conversations", "messages", "runs", "run_events", "usage_events", "system_settings"
  TO causerie_system;

GRANT SELECT, INSERT, UPDATE, DELETE ON "conversations", "messages", "runs", "run_events" TO causerie_app;
-- What was spent is a record: a person adds to it by asking, and can't change it.
GRANT SELECT, INSERT ON "usage_events" TO causerie_app;
-- A person reads their own row but for the password's hash, and changes what is theirs to change. Role, activity, password
-- and session version change through the system's scope only.
GRANT SELECT ("id", "email", "username", "trigram", "role", "is_active", "session_version", "locale", "theme",
  "default_model", "created_at", "updated_at") ON "users" TO causerie_app;
GRANT UPDATE ("email", "username", "trigram", "locale", "theme", "default_model", "updated_at") ON "users" TO causerie_app;

-- Row-level security ------------------------------------------------------------------------------------------------
-- Forced, so that it holds for the tables' owner too. The sub-select is evaluated once a statement; unset shows nothing.
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "runs" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "run_events" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "usage_events" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "system_settings" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "own" ON "users" TO causerie_app
  USING ("id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "conversations" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "messages" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "runs" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "run_events" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "usage_events" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));

CREATE POLICY "system" ON "users" TO causerie_system USING (true);
CREATE POLICY "system" ON "conversations" TO causerie_system USING (true);
CREATE POLICY "system" ON "messages" TO causerie_system USING (true);
CREATE POLICY "system" ON "runs" TO causerie_system USING (true);
CREATE POLICY "system" ON "run_events" TO causerie_system USING (true);
CREATE POLICY "system" ON "usage_events" TO causerie_system USING (true);
CREATE POLICY "system" ON "system_settings" TO causerie_system USING (true);

-- Runs that go on, by the time until which their process holds them: what recovery asks for, whatever the number of runs.
CREATE INDEX "runs_unfinished_idx" ON "runs" ("lease_until") WHERE "status" IN ('queued', 'streaming');

-- Search. Partial only in name (`search @@ …` implies the condition): Prisma's comparison leaves partial indexes alone, and
-- would otherwise want to drop these, whose operator class for `user_id` it can't name. The owner stands in the index, so
-- that a search costs what one's own messages cost, whatever others wrote. Without `fastupdate` a new message is in the
-- index at once rather than in a list that each search reads through.
CREATE INDEX "conversations_search_idx" ON "conversations" USING GIN ("user_id", "search") WITH (fastupdate = off)
  WHERE "search" IS NOT NULL;
CREATE INDEX "messages_search_idx" ON "messages" USING GIN ("user_id", "search") WITH (fastupdate = off)
  WHERE "search" IS NOT NULL;
