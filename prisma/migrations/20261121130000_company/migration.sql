-- Conversations with company: members, links, messages that wait, answers side by side, and runs that any process may stop or
-- begin again.

-- CreateEnum
CREATE TYPE "answer_mode" AS ENUM ('always', 'mentioned');

-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('reader', 'writer');

-- DropIndex
DROP INDEX "messages_conversation_id_parent_id_idx";

-- DropIndex
DROP INDEX "messages_user_id_client_message_id_key";

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "answer_mode" "answer_mode" NOT NULL DEFAULT 'always';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "side_by_side" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "asker_id" TEXT COLLATE "C",
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "base_length" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stop_requested" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "queued_messages" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "author_id" TEXT COLLATE "C" NOT NULL,
    "after_message_id" TEXT COLLATE "C" NOT NULL,
    "text" TEXT NOT NULL,
    "model" TEXT,
    "client_message_id" TEXT COLLATE "C",
    "assistant_message_id" TEXT COLLATE "C",
    "run_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "queued_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_members" (
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "owner_id" TEXT COLLATE "C" NOT NULL,
    "role" "member_role" NOT NULL,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "head_message_id" TEXT COLLATE "C",
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_members_pkey" PRIMARY KEY ("conversation_id","user_id")
);

-- CreateTable
CREATE TABLE "invite_links" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "role" "member_role" NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "max_uses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invite_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_links" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "head_message_id" TEXT COLLATE "C",
    "snapshot" JSONB,
    "show_names" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "queued_messages_conversation_id_id_idx" ON "queued_messages"("conversation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "queued_messages_author_id_client_message_id_key" ON "queued_messages"("author_id", "client_message_id");

-- CreateIndex
CREATE INDEX "conversation_members_user_id_idx" ON "conversation_members"("user_id");

-- CreateIndex
CREATE INDEX "invite_links_conversation_id_id_idx" ON "invite_links"("conversation_id", "id");

-- CreateIndex
CREATE INDEX "share_links_conversation_id_id_idx" ON "share_links"("conversation_id", "id");

-- CreateIndex
CREATE INDEX "messages_conversation_id_parent_id_id_idx" ON "messages"("conversation_id", "parent_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_author_id_client_message_id_key" ON "messages"("author_id", "client_message_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queued_messages" ADD CONSTRAINT "queued_messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queued_messages" ADD CONSTRAINT "queued_messages_user_id_conversation_id_fkey" FOREIGN KEY ("user_id", "conversation_id") REFERENCES "conversations"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queued_messages" ADD CONSTRAINT "queued_messages_conversation_id_after_message_id_fkey" FOREIGN KEY ("conversation_id", "after_message_id") REFERENCES "messages"("conversation_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversation_members" ADD CONSTRAINT "conversation_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_members" ADD CONSTRAINT "conversation_members_owner_id_conversation_id_fkey" FOREIGN KEY ("owner_id", "conversation_id") REFERENCES "conversations"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_links" ADD CONSTRAINT "invite_links_user_id_conversation_id_fkey" FOREIGN KEY ("user_id", "conversation_id") REFERENCES "conversations"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_user_id_conversation_id_fkey" FOREIGN KEY ("user_id", "conversation_id") REFERENCES "conversations"("user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_conversation_id_head_message_id_fkey" FOREIGN KEY ("conversation_id", "head_message_id") REFERENCES "messages"("conversation_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- Runs that go on in one conversation: what a watcher who comes asks for.
CREATE INDEX "runs_unfinished_conversation_idx" ON "runs" ("conversation_id") WHERE "status" IN ('queued', 'streaming');

-- Who takes part ----------------------------------------------------------------------------------------------------
-- The conversations of others in which the person asking takes part, at least as that role. Definer's rights, because the policies
-- that ask it stand on the very table that it reads.
CREATE FUNCTION public.causerie_shared_with_me(at_least member_role) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.conversation_id FROM conversation_members m
  WHERE m.user_id = nullif(current_setting('app.user_id', true), '') AND m.left_at IS NULL AND m.role >= at_least
$$;

-- Everyone who takes or took part in a conversation, for those who take part: what a member's own rows can't tell.
CREATE FUNCTION public.causerie_people(conversation text)
RETURNS TABLE (user_id text, username text, role text, joined_at timestamptz, left_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH seen AS (
    SELECT c.id, c.user_id, c.created_at FROM conversations c
    WHERE c.id = conversation AND (
      c.user_id = nullif(current_setting('app.user_id', true), '')
      OR c.id IN (SELECT causerie_shared_with_me('reader'))
    )
  )
  SELECT u.id, u.username, 'owner', seen.created_at, NULL::timestamptz FROM seen JOIN users u ON u.id = seen.user_id
  UNION ALL
  SELECT u.id, u.username, m.role::text, m.joined_at, m.left_at
  FROM seen JOIN conversation_members m ON m.conversation_id = seen.id JOIN users u ON u.id = m.user_id
$$;

REVOKE ALL ON FUNCTION public.causerie_shared_with_me(member_role), public.causerie_people(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.causerie_shared_with_me(member_role), public.causerie_people(text)
  TO causerie_app, causerie_system;
GRANT CREATE ON SCHEMA public TO causerie_system;
ALTER FUNCTION public.causerie_shared_with_me(member_role) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_people(text) OWNER TO causerie_system;
REVOKE CREATE ON SCHEMA public FROM causerie_system;

-- Rights ------------------------------------------------------------------------------------------------------------
GRANT SELECT, INSERT, UPDATE, DELETE ON "queued_messages", "conversation_members", "invite_links", "share_links"
  TO causerie_system, causerie_app;

-- Row-level security ------------------------------------------------------------------------------------------------
ALTER TABLE "queued_messages" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "conversation_members" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "invite_links" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "share_links" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "system" ON "queued_messages" TO causerie_system USING (true);
CREATE POLICY "system" ON "conversation_members" TO causerie_system USING (true);
CREATE POLICY "system" ON "invite_links" TO causerie_system USING (true);
CREATE POLICY "system" ON "share_links" TO causerie_system USING (true);

CREATE POLICY "own" ON "queued_messages" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "invite_links" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "share_links" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));

-- Who owns the conversation decides who takes part. A member's own row is theirs to read and, as far as a trigger below lets them,
-- to change; nobody writes themselves into a conversation.
CREATE POLICY "own" ON "conversation_members" FOR SELECT TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own change" ON "conversation_members" FOR UPDATE TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "host" ON "conversation_members" TO causerie_app
  USING ("owner_id" = (SELECT current_setting('app.user_id', true)));

-- What a member sees and does besides. The list of shared conversations is made once a statement, and only when a row is not
-- the person's own.
CREATE POLICY "shared read" ON "conversations" FOR SELECT TO causerie_app
  USING ("id" IN (SELECT causerie_shared_with_me('reader')));
CREATE POLICY "shared write" ON "conversations" FOR UPDATE TO causerie_app
  USING ("id" IN (SELECT causerie_shared_with_me('writer')));
CREATE POLICY "shared read" ON "messages" FOR SELECT TO causerie_app
  USING ("conversation_id" IN (SELECT causerie_shared_with_me('reader')));
CREATE POLICY "shared write" ON "messages" FOR INSERT TO causerie_app
  WITH CHECK (
    "conversation_id" IN (SELECT causerie_shared_with_me('writer'))
    AND CASE "role"
      WHEN 'user' THEN "author_id" = (SELECT current_setting('app.user_id', true))
      ELSE "role" = 'assistant' AND "author_id" IS NULL AND "text" = ''
    END
  );
CREATE POLICY "shared take back" ON "messages" FOR DELETE TO causerie_app
  USING (
    "author_id" = (SELECT current_setting('app.user_id', true))
    AND "conversation_id" IN (SELECT causerie_shared_with_me('writer'))
  );
CREATE POLICY "shared keep" ON "messages" FOR UPDATE TO causerie_app
  USING ("side_by_side" AND "role" = 'assistant' AND "conversation_id" IN (SELECT causerie_shared_with_me('writer')));
CREATE POLICY "shared read" ON "runs" FOR SELECT TO causerie_app
  USING ("conversation_id" IN (SELECT causerie_shared_with_me('reader')));
CREATE POLICY "shared write" ON "runs" FOR INSERT TO causerie_app
  WITH CHECK (
    "conversation_id" IN (SELECT causerie_shared_with_me('writer'))
    AND "asker_id" = (SELECT current_setting('app.user_id', true))
  );
CREATE POLICY "shared stop" ON "runs" FOR UPDATE TO causerie_app
  USING ("conversation_id" IN (SELECT causerie_shared_with_me('writer')));
CREATE POLICY "shared read" ON "queued_messages" FOR SELECT TO causerie_app
  USING ("conversation_id" IN (SELECT causerie_shared_with_me('reader')));
CREATE POLICY "shared write" ON "queued_messages" FOR INSERT TO causerie_app
  WITH CHECK (
    "conversation_id" IN (SELECT causerie_shared_with_me('writer'))
    AND "author_id" = (SELECT current_setting('app.user_id', true))
  );
CREATE POLICY "shared take back" ON "queued_messages" FOR DELETE TO causerie_app
  USING ("author_id" = (SELECT current_setting('app.user_id', true)));

-- Which columns a person changes of a row that is not all theirs: policies know rows, not columns.
CREATE FUNCTION public.causerie_refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'not theirs to change: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

-- A writer says that something happened; all else is the owner's.
CREATE TRIGGER "guest_changes" BEFORE UPDATE ON "conversations" FOR EACH ROW
  WHEN (
    current_user = 'causerie_app' AND old."user_id" <> current_setting('app.user_id', true)
    AND (old."id", old."user_id", old."title", old."title_is_manual", old."pinned", old."archived", old."answer_mode",
      old."head_message_id", old."created_at")
      IS DISTINCT FROM (new."id", new."user_id", new."title", new."title_is_manual", new."pinned", new."archived",
      new."answer_mode", new."head_message_id", new."created_at")
  )
  EXECUTE FUNCTION public.causerie_refuse_change();

-- A writer keeps one of several answers: the others stop standing beside it. What a message says never changes.
CREATE TRIGGER "guest_changes" BEFORE UPDATE ON "messages" FOR EACH ROW
  WHEN (
    current_user = 'causerie_app' AND old."user_id" <> current_setting('app.user_id', true)
    AND (old."id", old."user_id", old."conversation_id", old."parent_id", old."role", old."author_id", old."parts", old."text",
      old."client_message_id", old."created_at")
      IS DISTINCT FROM (new."id", new."user_id", new."conversation_id", new."parent_id", new."role", new."author_id", new."parts",
      new."text", new."client_message_id", new."created_at")
  )
  EXECUTE FUNCTION public.causerie_refuse_change();

-- A writer asks a run to stop.
CREATE TRIGGER "guest_changes" BEFORE UPDATE ON "runs" FOR EACH ROW
  WHEN (
    current_user = 'causerie_app' AND old."user_id" <> current_setting('app.user_id', true)
    AND to_jsonb(old) - 'stop_requested' IS DISTINCT FROM to_jsonb(new) - 'stop_requested'
  )
  EXECUTE FUNCTION public.causerie_refuse_change();

-- A member pins, archives, looks elsewhere and leaves; the role, and coming back, are the owner's to give.
CREATE TRIGGER "guest_changes" BEFORE UPDATE ON "conversation_members" FOR EACH ROW
  WHEN (
    current_user = 'causerie_app' AND old."owner_id" <> current_setting('app.user_id', true)
    AND ((old."conversation_id", old."user_id", old."owner_id", old."role", old."joined_at")
      IS DISTINCT FROM (new."conversation_id", new."user_id", new."owner_id", new."role", new."joined_at")
      OR (old."left_at" IS NOT NULL AND new."left_at" IS DISTINCT FROM old."left_at"))
  )
  EXECUTE FUNCTION public.causerie_refuse_change();

-- As in the first migration: nothing is planned by what is in these.
ALTER TABLE "queued_messages" ALTER COLUMN "text" SET STATISTICS 0;
ALTER TABLE "share_links" ALTER COLUMN "snapshot" SET STATISTICS 0;

-- Branches ----------------------------------------------------------------------------------------------------------
-- The end of a branch: from the message `start` down, at each fork by the newest. A start that is gone: the newest message.
CREATE FUNCTION public.causerie_branch_end(owner text, conversation text, start text) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  place text;
  below text;
BEGIN
  SELECT m.id INTO place FROM messages m WHERE m.id = start AND m.conversation_id = conversation AND m.user_id = owner;
  IF place IS NULL THEN
    SELECT m.id INTO place FROM messages m WHERE m.user_id = owner AND m.conversation_id = conversation
    ORDER BY m.created_at DESC, m.id DESC LIMIT 1;
    RETURN place;
  END IF;
  LOOP
    SELECT m.id INTO below FROM messages m
    WHERE m.conversation_id = conversation AND m.parent_id = place AND m.user_id = owner ORDER BY m.id DESC LIMIT 1;
    EXIT WHEN below IS NULL;
    place := below;
  END LOOP;
  RETURN place;
END
$$;

-- What a new message or answer must know of its conversation, which is locked for it, so that two of them come one after the
-- other. Volatile, so that what is read after the wait for the lock is as it is then: within one plain statement it would be as
-- it was before.
--
-- `start`: the message at which the branch goes on; null: where the person is. `exact`: right there (null: at the very
-- beginning), not at the end of that branch. `wanted`: how many messages of the branch are read.
CREATE FUNCTION public.causerie_enter_conversation(conversation text, start text, exact boolean, wanted integer)
RETURNS TABLE (
  owner_id text, role text, archived boolean, titled boolean, answer_mode text, model text, preferred_model text, end_id text,
  branch jsonb, active_run_id text, waiting boolean, people jsonb
)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  me text := nullif(current_setting('app.user_id', true), '');
  found_one conversations;
  member conversation_members;
BEGIN
  SELECT c.* INTO found_one FROM conversations c
  WHERE c.id = conversation AND (c.user_id = me OR c.id IN (SELECT causerie_shared_with_me('writer')))
  FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  owner_id := found_one.user_id;
  titled := found_one.title IS NOT NULL;
  answer_mode := found_one.answer_mode;
  model := found_one.model;
  IF model IS NULL THEN
    SELECT u.default_model INTO preferred_model FROM users u WHERE u.id = me;
  END IF;
  role := 'owner';
  archived := found_one.archived;
  end_id := found_one.head_message_id;
  IF owner_id <> me THEN
    SELECT m.* INTO member FROM conversation_members m WHERE m.conversation_id = conversation AND m.user_id = me;
    role := member.role;
    archived := member.archived;
    end_id := member.head_message_id;
  END IF;
  end_id := CASE WHEN exact THEN start ELSE causerie_branch_end(owner_id, conversation, coalesce(start, end_id)) END;

  WITH RECURSIVE up AS (
    SELECT m.id, m.parent_id, m.role, m.author_id, m.text, 1 AS depth FROM messages m
    WHERE m.id = end_id AND m.conversation_id = conversation AND m.user_id = owner_id
    UNION ALL
    SELECT m.id, m.parent_id, m.role, m.author_id, m.text, up.depth + 1 FROM up
    CROSS JOIN LATERAL (
      SELECT * FROM messages p WHERE p.id = up.parent_id AND p.conversation_id = conversation AND p.user_id = owner_id LIMIT 1
    ) m
    WHERE up.depth < wanted
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', up.id, 'parentId', up.parent_id, 'role', up.role, 'authorId', up.author_id, 'text', up.text
  ) ORDER BY up.depth DESC), '[]') INTO branch FROM up;
  SELECT r.id INTO active_run_id FROM runs r
  WHERE r.conversation_id = conversation AND r.message_id = end_id AND r.status IN ('queued', 'streaming') LIMIT 1;
  waiting := EXISTS (
    SELECT FROM queued_messages q
    WHERE q.conversation_id = conversation AND causerie_branch_end(owner_id, conversation, q.after_message_id) = end_id
  );
  -- An owner sees the rows of those who take part; for a member, who does not, there are some.
  IF owner_id <> me OR EXISTS (SELECT FROM conversation_members m WHERE m.conversation_id = conversation) THEN
    SELECT jsonb_agg(jsonb_build_object('userId', p.user_id, 'username', p.username, 'here', p.left_at IS NULL)) INTO people
    FROM causerie_people(conversation) p;
  END IF;
  RETURN NEXT;
END
$$;

-- Search ------------------------------------------------------------------------------------------------------------
-- As in the first migration, and among the conversations of others in which the person takes part.
CREATE OR REPLACE FUNCTION public.search_conversations(query text, max_hits integer DEFAULT 30)
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
  shared text[];
BEGIN
  SELECT * INTO parsed FROM causerie_search_query(query);
  IF owner IS NULL OR parsed.wanted IS NULL THEN
    RETURN;
  END IF;
  max_hits := least(greatest(max_hits, 0), 100);
  titles := causerie_matching_titles(owner, parsed.wanted, 100);
  texts := causerie_matching_messages(owner, parsed.wanted, 100);
  shared := ARRAY (SELECT causerie_shared_with_me('reader'));
  IF cardinality(shared) > 0 THEN
    titles := titles || ARRAY (
      SELECT c.id FROM conversations c WHERE c.id = ANY (shared) AND c.search @@ parsed.wanted ORDER BY c.id DESC LIMIT 100
    );
    texts := texts || ARRAY (
      SELECT m.id FROM messages m WHERE m.conversation_id = ANY (shared) AND m.search @@ parsed.wanted
      ORDER BY m.id DESC LIMIT 100
    );
  END IF;

  RETURN QUERY
  WITH ranked AS MATERIALIZED (
    SELECT c.id AS conversation, NULL::text AS message, 1 + ts_rank(c.search, parsed.wanted, 1) AS score, c.id AS place
    FROM conversations c WHERE c.id = ANY (titles) AND (c.user_id = owner OR c.id = ANY (shared))
    UNION ALL
    SELECT m.conversation_id, m.id, ts_rank(m.search, parsed.wanted, 1), m.id
    FROM messages m WHERE m.id = ANY (texts) AND (m.user_id = owner OR m.conversation_id = ANY (shared))
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
    best.score::real, coalesce(m.created_at, c.created_at), coalesce(member.archived, c.archived)
  FROM best
  JOIN conversations c ON c.id = best.conversation
  LEFT JOIN messages m ON m.id = best.message
  LEFT JOIN conversation_members member
    ON member.conversation_id = c.id AND member.user_id = owner AND c.user_id <> owner
  ORDER BY best.score DESC, best.place DESC;
END
$$;
