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
    "username_key" TEXT NOT NULL,
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
CREATE UNIQUE INDEX "users_username_key_key" ON "users"("username_key");

-- CreateIndex
CREATE UNIQUE INDEX "users_trigram_key" ON "users"("trigram");

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- CreateIndex
CREATE INDEX "conversations_search_idx" ON "conversations" USING GIN ("search") WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "conversations_list_idx" ON "conversations"("user_id", "archived", "pinned" DESC, "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "conversations_user_id_id_key" ON "conversations"("user_id", "id");

-- CreateIndex
CREATE INDEX "messages_user_id_id_idx" ON "messages"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_search_idx" ON "messages" USING GIN ("search") WITH (fastupdate = off);

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
CREATE INDEX "runs_conversation_id_message_id_id_idx" ON "runs"("conversation_id", "message_id", "id" DESC);

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
GRANT SELECT ("id", "email", "username", "username_key", "trigram", "role", "is_active", "session_version", "locale", "theme",
  "default_model", "created_at", "updated_at") ON "users" TO causerie_app;
GRANT UPDATE ("email", "username", "username_key", "trigram", "locale", "theme", "default_model", "updated_at") ON "users" TO causerie_app;

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

-- No query is planned by what is in these, and sampling them for statistics means reading whole messages.
ALTER TABLE "conversations" ALTER COLUMN "search" SET STATISTICS 0;
ALTER TABLE "messages" ALTER COLUMN "search" SET STATISTICS 0, ALTER COLUMN "text" SET STATISTICS 0,
  ALTER COLUMN "parts" SET STATISTICS 0;
ALTER TABLE "runs" ALTER COLUMN "request" SET STATISTICS 0;

-- Runs that go on, by the time until which their process holds them: what recovery asks for, whatever the number of runs.
CREATE INDEX "runs_unfinished_idx" ON "runs" ("lease_until") WHERE "status" IN ('queued', 'streaming');

-- Search ------------------------------------------------------------------------------------------------------------
-- The ids of a person's messages that match, newest first, at most `enough`, by the index: from the message `since` on, or all
-- (of more than 3,000, any 3,000). The planner intersects it with the owner's messages where they are fewer.
CREATE FUNCTION public.causerie_indexed_messages(owner text, wanted tsquery, since text, enough integer) RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_indexscan = off
SET work_mem = '16MB'
SET jit = off
AS $$
DECLARE
  found text[];
BEGIN
  IF since IS NULL THEN
    SELECT array_agg(hit.id ORDER BY hit.id DESC) INTO found FROM (
      SELECT m.id FROM messages m WHERE m.user_id = owner AND m.search @@ wanted LIMIT 3000
    ) hit;
  ELSE
    SELECT array_agg(hit.id ORDER BY hit.id DESC) INTO found FROM (
      SELECT m.id FROM messages m WHERE m.user_id = owner AND m.id >= since AND m.search @@ wanted
    ) hit;
  END IF;
  RETURN coalesce(found[1:enough], '{}');
END
$$;

-- The ids of a person's messages that match, newest first, at most `enough`. Its cost hardly grows with the messages: words
-- that are common among the newest 1,000 are ranked among those; for words that occur there the index is asked about the
-- newest 10,000; only what is rarer is looked up among all.
CREATE FUNCTION public.causerie_matching_messages(owner text, wanted tsquery, enough integer) RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  looked_at integer;
  found text[];
  since text;
BEGIN
  SELECT count(*), coalesce(array_agg(recent.id) FILTER (WHERE recent.search @@ wanted), '{}') INTO looked_at, found
  FROM (SELECT m.id, m.search FROM messages m WHERE m.user_id = owner ORDER BY m.id DESC LIMIT 1000) recent;
  IF looked_at < 1000 OR cardinality(found) >= 20 THEN
    RETURN found[1:enough];
  END IF;
  IF cardinality(found) > 0 THEN
    SELECT m.id INTO since FROM messages m WHERE m.user_id = owner ORDER BY m.id DESC OFFSET 10000 LIMIT 1;
    found := causerie_indexed_messages(owner, wanted, since, enough);
    IF since IS NULL OR cardinality(found) >= 30 THEN
      RETURN found;
    END IF;
  END IF;
  RETURN causerie_indexed_messages(owner, wanted, NULL, enough);
END
$$;

-- The same for titles. A conversation is small, so that two steps are enough.
CREATE FUNCTION public.causerie_matching_titles(owner text, wanted tsquery, enough integer) RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  looked_at integer;
  found text[];
BEGIN
  SELECT count(*), coalesce(array_agg(newest.id) FILTER (WHERE newest.search @@ wanted), '{}') INTO looked_at, found
  FROM (SELECT c.id, c.search FROM conversations c WHERE c.user_id = owner ORDER BY c.id DESC LIMIT 1000) newest;
  IF looked_at = 1000 AND cardinality(found) < 20 THEN
    SELECT coalesce(array_agg(hit.id ORDER BY hit.id DESC), '{}') INTO found FROM (
      SELECT c.id FROM conversations c WHERE c.user_id = owner AND c.search @@ wanted LIMIT 5000
    ) hit;
  END IF;
  RETURN found[1:enough];
END
$$;

-- What a person typed, as queries: `wanted` is what must match (every word, as written or by its English or French stem; the
-- last may be unfinished; "words in quotes" as a phrase); the others are the same by one configuration alone, for highlighting.
-- Words that say little in either language count only when there are no others. All are null when there is no word at all.
-- Nothing that can be typed is a syntax error: PostgreSQL's own parser finds the words, and each is quoted.
CREATE FUNCTION public.causerie_search_query(
  typed text, OUT wanted tsquery, OUT as_written tsquery, OUT english tsquery, OUT french tsquery
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET client_min_messages = error
AS $$
DECLARE
  pieces text[] := string_to_array(left(typed, 500), '"');
  unfinished boolean := left(typed, 500) !~ '[[:space:]"]$';
  words text[];
  word text;
  exact tsquery;
  en tsquery;
  fr tsquery;
  either tsquery;
  saying_little tsquery;
BEGIN
  -- What stands between the first and the second quotation mark, the third and the fourth, and so on.
  FOR place IN 2..coalesce(cardinality(pieces), 0) - 1 BY 2 LOOP
    exact := phraseto_tsquery('public.causerie_simple', pieces[place]);
    IF numnode(exact) > 0 THEN
      wanted := coalesce(wanted && exact, exact);
    END IF;
    pieces[place] := ' ';
  END LOOP;
  as_written := wanted;
  english := wanted;
  french := wanted;

  SELECT array_agg(found.lexeme ORDER BY found.positions[1]) INTO words
  FROM unnest(to_tsvector('public.causerie_simple', array_to_string(pieces, ' '))) found;
  words := coalesce(words[1:12], '{}');

  FOR place IN 1..cardinality(words) LOOP
    word := words[place];
    exact := (
      '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
      || CASE WHEN unfinished AND place = cardinality(words) AND length(word) > 1 THEN ':*' ELSE '' END
    )::tsquery;
    en := plainto_tsquery('public.causerie_english', word);
    fr := plainto_tsquery('public.causerie_french', word);
    IF numnode(en) = 0 OR numnode(fr) = 0 THEN
      saying_little := coalesce(saying_little && exact, exact);
    ELSE
      -- Each form once: the index is asked for every one of them.
      either := exact;
      IF en::text <> quote_literal(word) THEN either := either || en; END IF;
      IF fr::text NOT IN (quote_literal(word), en::text) THEN either := either || fr; END IF;
      wanted := coalesce(wanted && either, either);
      as_written := coalesce(as_written && exact, exact);
      english := coalesce(english && en, en);
      french := coalesce(french && fr, fr);
    END IF;
  END LOOP;

  IF wanted IS NULL THEN
    wanted := saying_little;
    as_written := saying_little;
    english := saying_little;
    french := saying_little;
  END IF;
END
$$;

-- The piece of a text that shows best what was found in it, with the words that were between U+E000 and U+E001, which occur
-- nowhere else in it. It is not escaped.
--
-- Each configuration is asked in turn until one marks as many words as were asked for: which one made a text match can't be told
-- from the stored vector, which has the forms of all. The first 8,000 characters first, since an excerpt costs what is read for it.
CREATE FUNCTION public.causerie_excerpt(content text, whole boolean, as_written tsquery, english tsquery, french tsquery)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  hit_start text := chr(57344);
  hit_end text := chr(57345);
  options text := format('StartSel=%s, StopSel=%s, %s', hit_start, hit_end,
    CASE WHEN whole THEN 'HighlightAll=true' ELSE 'MaxWords=30, MinWords=12' END);
  asked_for integer := (numnode(as_written) + 1) / 2;
  plain text := translate(left(content, 50000), hit_start || hit_end, '');
  stretch text;
  piece text;
  marks integer;
  best text;
  most integer := -1;
BEGIN
  FOR size IN 1..CASE WHEN length(plain) > 8000 THEN 2 ELSE 1 END LOOP
    stretch := left(plain, CASE size WHEN 1 THEN 8000 ELSE 50000 END);
    FOR form IN 1..3 LOOP
      piece := CASE form
        WHEN 1 THEN ts_headline('public.causerie_simple', stretch, as_written, options)
        WHEN 2 THEN ts_headline('public.causerie_english', stretch, english, options)
        ELSE ts_headline('public.causerie_french', stretch, french, options)
      END;
      marks := length(piece) - length(replace(piece, hit_start, ''));
      IF marks > most THEN
        best := piece;
        most := marks;
      END IF;
      IF marks >= asked_for THEN
        RETURN best;
      END IF;
    END LOOP;
    EXIT WHEN most > 0;
  END LOOP;
  RETURN best;
END
$$;

-- What a person finds among their own conversations, best first: titles before messages, of one conversation at most three
-- messages.
--
-- It runs as the system, because the operator `@@` is not leakproof: under a person's policy the planner would leave the
-- index unused. Hence the owner is compared explicitly, everywhere; an unset one finds nothing.
CREATE FUNCTION public.search_conversations(query text, max_hits integer DEFAULT 30)
RETURNS TABLE (
  conversation_id text, message_id text, title text, excerpt text, rank real, created_at timestamptz, archived boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  owner text := nullif(current_setting('app.user_id', true), '');
  parsed record;
  titles text[];
  texts text[];
BEGIN
  SELECT * INTO parsed FROM causerie_search_query(query);
  IF owner IS NULL OR parsed.wanted IS NULL THEN
    RETURN;
  END IF;
  max_hits := least(greatest(max_hits, 0), 100);
  titles := causerie_matching_titles(owner, parsed.wanted, 100);
  texts := causerie_matching_messages(owner, parsed.wanted, 100);

  RETURN QUERY
  WITH ranked AS MATERIALIZED (
    SELECT c.id AS conversation, NULL::text AS message, 1 + ts_rank(c.search, parsed.wanted, 1) AS score, c.id AS place
    FROM conversations c WHERE c.id = ANY (titles) AND c.user_id = owner
    UNION ALL
    SELECT m.conversation_id, m.id, ts_rank(m.search, parsed.wanted, 1), m.id
    FROM messages m WHERE m.id = ANY (texts) AND m.user_id = owner
  ), best AS (
    SELECT numbered.* FROM (
      SELECT r.*, row_number() OVER (
        PARTITION BY r.conversation, r.message IS NULL ORDER BY r.score DESC, r.place DESC
      ) AS nth
      FROM ranked r
    ) numbered
    WHERE numbered.nth <= 3 ORDER BY numbered.score DESC, numbered.place DESC LIMIT max_hits
  )
  SELECT best.conversation, best.message, c.title,
    causerie_excerpt(
      coalesce(m.text, c.title), best.message IS NULL, parsed.as_written, parsed.english, parsed.french
    ),
    best.score::real, coalesce(m.created_at, c.created_at), c.archived
  FROM best
  JOIN conversations c ON c.id = best.conversation
  LEFT JOIN messages m ON m.id = best.message
  ORDER BY best.score DESC, best.place DESC;
END
$$;

-- Owned by the role whose policies show everything; only a person's role may call it.
REVOKE ALL ON FUNCTION
  public.causerie_indexed_messages(text, tsquery, text, integer),
  public.causerie_matching_messages(text, tsquery, integer),
  public.causerie_matching_titles(text, tsquery, integer),
  public.causerie_search_query(text),
  public.causerie_excerpt(text, boolean, tsquery, tsquery, tsquery),
  public.search_conversations(text, integer)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.search_conversations(text, integer) TO causerie_app;
GRANT CREATE ON SCHEMA public TO causerie_system;
ALTER FUNCTION public.causerie_indexed_messages(text, tsquery, text, integer) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_matching_messages(text, tsquery, integer) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_matching_titles(text, tsquery, integer) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_search_query(text) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_excerpt(text, boolean, tsquery, tsquery, tsquery) OWNER TO causerie_system;
ALTER FUNCTION public.search_conversations(text, integer) OWNER TO causerie_system;
REVOKE CREATE ON SCHEMA public FROM causerie_system;
